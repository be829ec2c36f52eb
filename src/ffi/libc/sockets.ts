/**
 * libc's calls for sockets.
 *
 * A `void *` binding takes a typed array, an `…At` binding an address as a plain number: for memory whose address is
 * known and which stands still (a slab outside V8's heap), and about 100 ns cheaper a call.
 */
import { bindLazily } from "../bind.js";

/** `socket(2)`. */
export let socket: (family: number, type: number, protocol: number) => number = bindLazily(
	"socket",
	"int",
	["int", "int", "int"],
	(bound) => {
		socket = bound;
	},
);

/** `socketpair(2)` into two integers. */
export let socketpair: (family: number, type: number, protocol: number, pair: Int32Array) => number =
	bindLazily("socketpair", "int", ["int", "int", "int", "void *"], (bound) => {
		socketpair = bound;
	});

/** `bind(2)`. */
export let bind: (fd: number, address: Uint8Array, length: number) => number = bindLazily(
	"bind",
	"int",
	["int", "void *", "uint32_t"],
	(bound) => {
		bind = bound;
	},
);

/** `connect(2)`. */
export let connect: (fd: number, address: Uint8Array, length: number) => number = bindLazily(
	"connect",
	"int",
	["int", "void *", "uint32_t"],
	(bound) => {
		connect = bound;
	},
);

/** `listen(2)`. */
export let listen: (fd: number, backlog: number) => number = bindLazily(
	"listen",
	"int",
	["int", "int"],
	(bound) => {
		listen = bound;
	},
);

/** `accept(2)`; the length goes in and comes out. */
export let accept: (fd: number, address: Uint8Array | null, length: Uint32Array | null) => number =
	bindLazily("accept", "int", ["int", "void *", "void *"], (bound) => {
		accept = bound;
	});

/** `accept4(2)`: Linux, FreeBSD and OpenBSD. */
export let accept4: (
	fd: number,
	address: Uint8Array | null,
	length: Uint32Array | null,
	flags: number,
) => number = bindLazily("accept4", "int", ["int", "void *", "void *", "int"], (bound) => {
	accept4 = bound;
});

/** `getsockname(2)`. */
export let getsockname: (fd: number, address: Uint8Array, length: Uint32Array) => number = bindLazily(
	"getsockname",
	"int",
	["int", "void *", "void *"],
	(bound) => {
		getsockname = bound;
	},
);

/** `getpeername(2)`. */
export let getpeername: (fd: number, address: Uint8Array, length: Uint32Array) => number = bindLazily(
	"getpeername",
	"int",
	["int", "void *", "void *"],
	(bound) => {
		getpeername = bound;
	},
);

/** `getsockopt(2)`. */
export let getsockopt: (
	fd: number,
	level: number,
	name: number,
	value: Uint8Array | Int32Array,
	length: Uint32Array,
) => number = bindLazily("getsockopt", "int", ["int", "int", "int", "void *", "void *"], (bound) => {
	getsockopt = bound;
});

/** `setsockopt(2)`. */
export let setsockopt: (
	fd: number,
	level: number,
	name: number,
	value: Uint8Array | Int32Array | null,
	length: number,
) => number = bindLazily("setsockopt", "int", ["int", "int", "int", "void *", "uint32_t"], (bound) => {
	setsockopt = bound;
});

/** `shutdown(2)`. */
export let shutdown: (fd: number, how: number) => number = bindLazily(
	"shutdown",
	"int",
	["int", "int"],
	(bound) => {
		shutdown = bound;
	},
);

/** `recv(2)` into a typed array. */
export let recv: (fd: number, buffer: Uint8Array, length: number, flags: number) => number = bindLazily(
	"recv",
	"intptr_t",
	["int", "void *", "size_t", "int"],
	(bound) => {
		recv = bound;
	},
);

/** `recv(2)` to an address. */
export let recvAt: (fd: number, address: number, length: number, flags: number) => number = bindLazily(
	"recv",
	"intptr_t",
	["int", "uintptr_t", "size_t", "int"],
	(bound) => {
		recvAt = bound;
	},
);

/** `send(2)` from a typed array. */
export let send: (fd: number, buffer: Uint8Array, length: number, flags: number) => number = bindLazily(
	"send",
	"intptr_t",
	["int", "void *", "size_t", "int"],
	(bound) => {
		send = bound;
	},
);

/** `send(2)` from an address. */
export let sendAt: (fd: number, address: number, length: number, flags: number) => number = bindLazily(
	"send",
	"intptr_t",
	["int", "uintptr_t", "size_t", "int"],
	(bound) => {
		sendAt = bound;
	},
);

/** `recvfrom(2)` into a typed array. */
export let recvfrom: (
	fd: number,
	buffer: Uint8Array,
	length: number,
	flags: number,
	address: Uint8Array,
	addressLength: Uint32Array,
) => number = bindLazily(
	"recvfrom",
	"intptr_t",
	["int", "void *", "size_t", "int", "void *", "void *"],
	(bound) => {
		recvfrom = bound;
	},
);

/** `recvfrom(2)` to an address. */
export let recvfromAt: (
	fd: number,
	buffer: number,
	length: number,
	flags: number,
	address: Uint8Array,
	addressLength: Uint32Array,
) => number = bindLazily(
	"recvfrom",
	"intptr_t",
	["int", "uintptr_t", "size_t", "int", "void *", "void *"],
	(bound) => {
		recvfromAt = bound;
	},
);

/** `sendto(2)` from a typed array. */
export let sendto: (
	fd: number,
	buffer: Uint8Array,
	length: number,
	flags: number,
	address: Uint8Array,
	addressLength: number,
) => number = bindLazily(
	"sendto",
	"intptr_t",
	["int", "void *", "size_t", "int", "void *", "uint32_t"],
	(bound) => {
		sendto = bound;
	},
);

/** `sendmsg(2)` with a `struct msghdr` at an address. */
export let sendmsgAt: (fd: number, message: number, flags: number) => number = bindLazily(
	"sendmsg",
	"intptr_t",
	["int", "uintptr_t", "int"],
	(bound) => {
		sendmsgAt = bound;
	},
);

/** `recvmsg(2)` with a `struct msghdr` at an address. */
export let recvmsgAt: (fd: number, message: number, flags: number) => number = bindLazily(
	"recvmsg",
	"intptr_t",
	["int", "uintptr_t", "int"],
	(bound) => {
		recvmsgAt = bound;
	},
);

/** `sendmmsg(2)` of Linux with `struct mmsghdr`s at an address. */
export let sendmmsgAt: (fd: number, messages: number, count: number, flags: number) => number = bindLazily(
	"sendmmsg",
	"int",
	["int", "uintptr_t", "uint32_t", "int"],
	(bound) => {
		sendmmsgAt = bound;
	},
);

/** `recvmmsg(2)` of Linux with `struct mmsghdr`s at an address; the time limit is an address, too, or 0. */
export let recvmmsgAt: (
	fd: number,
	messages: number,
	count: number,
	flags: number,
	timeout: number,
) => number = bindLazily("recvmmsg", "int", ["int", "uintptr_t", "uint32_t", "int", "uintptr_t"], (bound) => {
	recvmmsgAt = bound;
});
