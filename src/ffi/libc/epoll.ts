/** libc's calls for epoll. */
import { bindLazily } from "../bind.js";

/** `epoll_create1(2)`. */
export let epollCreate1: (flags: number) => number = bindLazily("epoll_create1", "int", ["int"], (bound) => {
	epollCreate1 = bound;
});

/** `epoll_ctl(2)`; the event by its address. */
export let epollCtl: (epfd: number, operation: number, fd: number, event: number) => number = bindLazily(
	"epoll_ctl",
	"int",
	["int", "int", "int", "uintptr_t"],
	(bound) => {
		epollCtl = bound;
	},
);

/** `epoll_wait(2)`; the events by their address, the timeout in milliseconds. */
export let epollWait: (epfd: number, events: number, maxEvents: number, timeout: number) => number =
	bindLazily("epoll_wait", "int", ["int", "uintptr_t", "int", "int"], (bound) => {
		epollWait = bound;
	});

/** `dup3(2)`: puts a copy of a descriptor over another number. */
export let dup3: (from: number, to: number, flags: number) => number = bindLazily(
	"dup3",
	"int",
	["int", "int", "int"],
	(bound) => {
		dup3 = bound;
	},
);
