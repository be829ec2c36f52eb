/** libc's poll. */
import { bindLazily } from "../bind.js";

/**
 * `poll(2)`; the descriptors by their address, the timeout in milliseconds. `nfds_t` is an unsigned long on Linux and an
 * unsigned int elsewhere: the same register, and no count of descriptors fills more than the lower half.
 */
export let poll: (fds: number, count: number, timeout: number) => number = bindLazily(
	"poll",
	"int",
	["uintptr_t", "size_t", "int"],
	(bound) => {
		poll = bound;
	},
);
