/** libc's calls for clocks and for timers that have a descriptor. */
import { bindLazily } from "../bind.js";

/** `timerfd_create(2)`: Linux and FreeBSD. */
export let timerfdCreate: (clock: number, flags: number) => number = bindLazily(
	"timerfd_create",
	"int",
	["int", "int"],
	(bound) => {
		timerfdCreate = bound;
	},
);

/** `timerfd_settime(2)`; each time a `struct itimerspec`. */
export let timerfdSettime: (fd: number, flags: number, time: Uint8Array, before: Uint8Array) => number =
	bindLazily("timerfd_settime", "int", ["int", "int", "void *", "void *"], (bound) => {
		timerfdSettime = bound;
	});

/** `timerfd_gettime(2)`. */
export let timerfdGettime: (fd: number, time: Uint8Array) => number = bindLazily(
	"timerfd_gettime",
	"int",
	["int", "void *"],
	(bound) => {
		timerfdGettime = bound;
	},
);

/** `clock_gettime(2)` into a `struct timespec`. */
export let clockGettime: (clock: number, time: Uint8Array) => number = bindLazily(
	"clock_gettime",
	"int",
	["int", "void *"],
	(bound) => {
		clockGettime = bound;
	},
);
