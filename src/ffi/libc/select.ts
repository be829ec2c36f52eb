/** libc's select. */
import { bindLazily } from "../bind.js";

/** `select(2)`; the sets and the timeout by their addresses, 0 for none. */
export let select: (
	limit: number,
	readable: number,
	writable: number,
	exceptional: number,
	timeout: number,
) => number = bindLazily(
	"select",
	"int",
	["int", "uintptr_t", "uintptr_t", "uintptr_t", "uintptr_t"],
	(bound) => {
		select = bound;
	},
);
