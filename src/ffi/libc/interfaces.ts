/** libc's names and numbers of network interfaces. */
import { bindLazily } from "../bind.js";

/** `if_nametoindex(3)`: 0 with `errno` set where there is no such interface. */
export let ifNametoindex: (name: string) => number = bindLazily(
	"if_nametoindex",
	"unsigned int",
	["const char *"],
	(bound) => {
		ifNametoindex = bound;
	},
);

/** `if_indextoname(3)`: the name, or null with `errno` set; the room is 16 bytes. */
export let ifIndextoname: (index: number, room: Uint8Array) => string | null = bindLazily(
	"if_indextoname",
	"const char *",
	["unsigned int", "void *"],
	(bound) => {
		ifIndextoname = bound;
	},
);

/** `if_nameindex(3)`: the address of the list, or 0 with `errno` set. */
export let ifNameindex: () => number = bindLazily("if_nameindex", "uintptr_t", [], (bound) => {
	ifNameindex = bound;
});

/** `if_freenameindex(3)`. */
export let ifFreenameindex: (list: number) => void = bindLazily(
	"if_freenameindex",
	"void",
	["uintptr_t"],
	(bound) => {
		ifFreenameindex = bound;
	},
);
