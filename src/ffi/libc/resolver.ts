/** libc's resolver. */
import { bindLazily } from "../bind.js";

/** `getaddrinfo(3)`: 0 or an EAI_ number; the list's address goes into `result`. */
export let getaddrinfo: (
	host: string | null,
	service: string | null,
	hints: Uint8Array,
	result: Uint8Array,
) => number = bindLazily(
	"getaddrinfo",
	"int",
	["const char *", "const char *", "void *", "void *"],
	(bound) => {
		getaddrinfo = bound;
	},
);

/** `freeaddrinfo(3)`. */
export let freeaddrinfo: (list: number) => void = bindLazily(
	"freeaddrinfo",
	"void",
	["uintptr_t"],
	(bound) => {
		freeaddrinfo = bound;
	},
);

/**
 * `getnameinfo(3)`: 0 or an EAI_ number; host and service are written as C strings. The rooms are `size_t` on FreeBSD and
 * OpenBSD and 32 bits wide elsewhere; in a register that is the same.
 */
export let getnameinfo: (
	address: Uint8Array,
	length: number,
	host: Uint8Array,
	hostRoom: number,
	service: Uint8Array,
	serviceRoom: number,
	flags: number,
) => number = bindLazily(
	"getnameinfo",
	"int",
	["void *", "uint32_t", "void *", "size_t", "void *", "size_t", "int"],
	(bound) => {
		getnameinfo = bound;
	},
);

/** `gai_strerror(3)`. */
export let gaiStrerror: (code: number) => string = bindLazily(
	"gai_strerror",
	"const char *",
	["int"],
	(bound) => {
		gaiStrerror = bound;
	},
);
