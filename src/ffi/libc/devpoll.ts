/**
 * /dev/poll of Solaris and illumos: sys/devpoll.h, sys/poll.h, sys/fcntl.h, for 64-bit programs.
 *
 * No system that koffi has a binary for knows it, so no platform's table does.
 */
import { bindLazily } from "../bind.js";

/** Opens the device for reading and writing, closed on exec. */
export const DEVPOLL_OPEN_FLAGS = 0x800002;

/** The flag for reading: POLLIN. */
export const DEVPOLL_IN = 0x1;

/** The flag for writing: POLLOUT. */
export const DEVPOLL_OUT = 0x4;

/** The request to wait. */
export const DP_POLL = 0xd001;

/** The flag that takes a descriptor out of the set. */
export const POLLREMOVE = 0x800;

/** `ioctl(2)` with an address. */
export let ioctlAt: (fd: number, request: number, type: "uintptr_t", address: number) => number = bindLazily(
	"ioctl",
	"int",
	["int", "int", "..."],
	(bound) => {
		ioctlAt = bound;
	},
);
