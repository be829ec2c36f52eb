/** libc's conversions between addresses and text. */
import { bindLazily } from "../bind.js";

/** `inet_pton(3)`: 1, or 0 where the text is no such address. */
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

/** `inet_aton(3)`: 0 where the text is no such address. */
export let inetAton: (text: string, address: Uint8Array) => number = bindLazily(
	"inet_aton",
	"int",
	["const char *", "void *"],
	(bound) => {
		inetAton = bound;
	},
);
