/** libc's calls for any descriptor: read, write, close, fcntl, pipe, eventfd. */
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

/** `eventfd(2)`: Linux and FreeBSD. */
export let eventfd: (initial: number, flags: number) => number = bindLazily(
	"eventfd",
	"int",
	["uint32_t", "int"],
	(bound) => {
		eventfd = bound;
	},
);
