/** libc's calls for processes; pidfd_open and pidfd_send_signal by their numbers, since neither musl nor glibc before 2.36 has them. */
import { bindLazily } from "../bind.js";

/** `syscall(2)` of two integers; variadic, with the type before each argument. */
export let systemCall2: (
	number: number,
	type1: "long",
	first: number,
	type2: "long",
	second: number,
) => number = bindLazily("syscall", "long", ["long", "..."], (bound) => {
	systemCall2 = bound;
});

/** `syscall(2)` of four integers. */
export let systemCall4: (
	number: number,
	type1: "long",
	first: number,
	type2: "long",
	second: number,
	type3: "long",
	third: number,
	type4: "long",
	fourth: number,
) => number = bindLazily("syscall", "long", ["long", "..."], (bound) => {
	systemCall4 = bound;
});

/** `waitid(2)`; the `siginfo_t` is decoded by `childStatus`. */
export let waitid: (kind: number, id: number, info: Uint8Array, options: number) => number = bindLazily(
	"waitid",
	"int",
	["int", "unsigned int", "void *", "int"],
	(bound) => {
		waitid = bound;
	},
);

/** `ioctl(2)` whose request is an unsigned long and whose argument a struct. */
export let ioctlInto: (fd: number, request: number, type: "void *", memory: Uint8Array) => number =
	bindLazily("ioctl", "int", ["int", "unsigned long", "..."], (bound) => {
		ioctlInto = bound;
	});
