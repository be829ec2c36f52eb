/** libc's calls for signals. */
import { bindLazily } from "../bind.js";

/** `sigaction(2)`; the actions are opaque here: all zeros is the default action on every system. */
export let sigaction: (signal: number, action: Uint8Array | null, before: Uint8Array | null) => number =
	bindLazily("sigaction", "int", ["int", "void *", "void *"], (bound) => {
		sigaction = bound;
	});

/** More than any system's `struct sigaction`: 152 bytes on Linux, 32 on FreeBSD, 16 on Darwin and OpenBSD. */
export const SIGACTION_SIZE = 256;
