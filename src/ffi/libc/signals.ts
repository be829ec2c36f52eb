/** libc's calls for signals. */
import { bindLazily } from "../bind.js";

/** `sigaction(2)`; the actions are opaque here: all zeros is the default action on every system. */
export let sigaction: (signal: number, action: Uint8Array | null, before: Uint8Array | null) => number =
	bindLazily("sigaction", "int", ["int", "void *", "void *"], (bound) => {
		sigaction = bound;
	});

/** More than any system's `struct sigaction`: 152 bytes on Linux, 32 on FreeBSD, 16 on Darwin and OpenBSD. */
export const SIGACTION_SIZE = 256;

/** `sigemptyset(3)`. */
export let sigemptyset: (set: Uint8Array) => number = bindLazily(
	"sigemptyset",
	"int",
	["void *"],
	(bound) => {
		sigemptyset = bound;
	},
);

/** `sigaddset(3)`. */
export let sigaddset: (set: Uint8Array, signal: number) => number = bindLazily(
	"sigaddset",
	"int",
	["void *", "int"],
	(bound) => {
		sigaddset = bound;
	},
);

/** `sigismember(3)`. */
export let sigismember: (set: Uint8Array, signal: number) => number = bindLazily(
	"sigismember",
	"int",
	["void *", "int"],
	(bound) => {
		sigismember = bound;
	},
);

/** `pthread_sigmask(3)`: returns 0 or an errno. */
export let pthreadSigmask: (how: number, set: Uint8Array | null, before: Uint8Array | null) => number =
	bindLazily("pthread_sigmask", "int", ["int", "void *", "void *"], (bound) => {
		pthreadSigmask = bound;
	});

/** `raise(3)`: a signal to this very thread. */
export let raise: (signal: number) => number = bindLazily("raise", "int", ["int"], (bound) => {
	raise = bound;
});

/** `kill(2)`. */
export let kill: (pid: number, signal: number) => number = bindLazily(
	"kill",
	"int",
	["int", "int"],
	(bound) => {
		kill = bound;
	},
);

/** `signalfd(2)`: Linux. */
export let signalfd: (fd: number, set: Uint8Array, flags: number) => number = bindLazily(
	"signalfd",
	"int",
	["int", "void *", "int"],
	(bound) => {
		signalfd = bound;
	},
);

/** `sigtimedwait(2)`: takes a pending signal of the set out; Linux and FreeBSD. */
export let sigtimedwait: (set: Uint8Array, info: null, timeout: Uint8Array) => number = bindLazily(
	"sigtimedwait",
	"int",
	["void *", "void *", "void *"],
	(bound) => {
		sigtimedwait = bound;
	},
);
