/** libc's calls for terminals and pseudo-terminals. */
import { bindLazily } from "../bind.js";

/** `posix_openpt(3)`. */
export let posixOpenpt: (flags: number) => number = bindLazily("posix_openpt", "int", ["int"], (bound) => {
	posixOpenpt = bound;
});

/** `grantpt(3)`. */
export let grantpt: (fd: number) => number = bindLazily("grantpt", "int", ["int"], (bound) => {
	grantpt = bound;
});

/** `unlockpt(3)`. */
export let unlockpt: (fd: number) => number = bindLazily("unlockpt", "int", ["int"], (bound) => {
	unlockpt = bound;
});

/** `ptsname(3)`: another thread's call may change the text before it is read. */
export let ptsname: (fd: number) => string | null = bindLazily("ptsname", "str", ["int"], (bound) => {
	ptsname = bound;
});

/** `ptsname_r(3)`, which OpenBSD lacks: 0, or an error number, or -1 with `errno` set. */
export let ptsnameInto: (fd: number, text: Uint8Array, size: number) => number = bindLazily(
	"ptsname_r",
	"int",
	["int", "void *", "size_t"],
	(bound) => {
		ptsnameInto = bound;
	},
);

/** `tcgetattr(3)` into a `struct termios`. */
export let tcgetattr: (fd: number, termios: Uint8Array) => number = bindLazily(
	"tcgetattr",
	"int",
	["int", "void *"],
	(bound) => {
		tcgetattr = bound;
	},
);

/** `tcsetattr(3)` from a `struct termios`. */
export let tcsetattr: (fd: number, when: number, termios: Uint8Array) => number = bindLazily(
	"tcsetattr",
	"int",
	["int", "int", "void *"],
	(bound) => {
		tcsetattr = bound;
	},
);

/** `cfsetispeed(3)` in a `struct termios`. */
export let cfsetispeed: (termios: Uint8Array, speed: number) => number = bindLazily(
	"cfsetispeed",
	"int",
	["void *", "unsigned long"],
	(bound) => {
		cfsetispeed = bound;
	},
);

/** `cfsetospeed(3)` in a `struct termios`. */
export let cfsetospeed: (termios: Uint8Array, speed: number) => number = bindLazily(
	"cfsetospeed",
	"int",
	["void *", "unsigned long"],
	(bound) => {
		cfsetospeed = bound;
	},
);
