/** libc's calls for any descriptor: read, write, close, dup2, fcntl, pipe, eventfd. */
import { bindLazily } from "../bind.js";

/** `read(2)` into a typed array. */
export let read: (fd: number, buffer: Uint8Array, length: number) => number = bindLazily(
	"read",
	"intptr_t",
	["int", "void *", "size_t"],
	(bound) => {
		read = bound;
	},
);

/** `write(2)` from a typed array. */
export let write: (fd: number, buffer: Uint8Array, length: number) => number = bindLazily(
	"write",
	"intptr_t",
	["int", "void *", "size_t"],
	(bound) => {
		write = bound;
	},
);

/** `read(2)`; the memory by its address. */
export let readAt: (fd: number, address: number, length: number) => number = bindLazily(
	"read",
	"intptr_t",
	["int", "uintptr_t", "size_t"],
	(bound) => {
		readAt = bound;
	},
);

/** `write(2)`; the bytes by their address. */
export let writeAt: (fd: number, address: number, length: number) => number = bindLazily(
	"write",
	"intptr_t",
	["int", "uintptr_t", "size_t"],
	(bound) => {
		writeAt = bound;
	},
);

/** `writev(2)`; the vector by its address. */
export let writevAt: (fd: number, vector: number, count: number) => number = bindLazily(
	"writev",
	"intptr_t",
	["int", "uintptr_t", "int"],
	(bound) => {
		writevAt = bound;
	},
);

/** `close(2)`. */
export let close: (fd: number) => number = bindLazily("close", "int", ["int"], (bound) => {
	close = bound;
});

/** `fcntl(2)` with an integer argument; variadic, for Apple's arm64. */
export let fcntl: (fd: number, command: number, type: "int", argument: number) => number = bindLazily(
	"fcntl",
	"int",
	["int", "int", "..."],
	(bound) => {
		fcntl = bound;
	},
);

/** `pipe(2)` into two integers: the reading end, then the writing end. */
export let pipe: (ends: Int32Array) => number = bindLazily("pipe", "int", ["void *"], (bound) => {
	pipe = bound;
});

/** `pipe2(2)`, which Darwin lacks. */
export let pipe2: (ends: Int32Array, flags: number) => number = bindLazily(
	"pipe2",
	"int",
	["void *", "int"],
	(bound) => {
		pipe2 = bound;
	},
);

/** `dup2(2)`. */
export let dup2: (from: number, to: number) => number = bindLazily("dup2", "int", ["int", "int"], (bound) => {
	dup2 = bound;
});

/** `eventfd(2)`: Linux and FreeBSD. */
export let eventfd: (initial: number, flags: number) => number = bindLazily(
	"eventfd",
	"int",
	["uint32_t", "int"],
	(bound) => {
		eventfd = bound;
	},
);
