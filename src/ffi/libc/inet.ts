/** libc's conversions between addresses and text. */
import { bindLazily } from "../bind.js";

/** `inet_pton(3)`: the text ends with a zero byte. */
export let inetPton: (family: number, text: string, address: Uint8Array) => number = bindLazily(
	"inet_pton",
	"int",
	["int", "const char *", "void *"],
	(bound) => {
		inetPton = bound;
	},
);

/** `inet_ntop(3)`: the text, or null with `errno` set. */
export let inetNtop: (family: number, address: Uint8Array, text: Uint8Array, room: number) => string | null =
	bindLazily("inet_ntop", "const char *", ["int", "void *", "void *", "uint32_t"], (bound) => {
		inetNtop = bound;
	});

/** `if_nametoindex(3)`: 0 with `errno` set where there is no such interface. */
export let ifNametoindex: (name: string) => number = bindLazily(
	"if_nametoindex",
	"unsigned int",
	["const char *"],
	(bound) => {
		ifNametoindex = bound;
	},
);
