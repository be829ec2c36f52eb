/** io_uring's three system calls, which no C library has functions for. The numbers are the same on every machine. */
import { bindLazily } from "../bind.js";

const SYS_io_uring_setup = 425;
const SYS_io_uring_enter = 426;
const SYS_io_uring_register = 427;

let setup: (number: number, entries: number, params: number) => number = bindLazily(
	"syscall",
	"intptr_t",
	["intptr_t", "uint32_t", "uintptr_t"],
	(bound) => {
		setup = bound;
	},
);

let enter: (
	number: number,
	fd: number,
	toSubmit: number,
	minComplete: number,
	flags: number,
	argument: number,
	size: number,
) => number = bindLazily(
	"syscall",
	"intptr_t",
	["intptr_t", "int", "uint32_t", "uint32_t", "uint32_t", "uintptr_t", "size_t"],
	(bound) => {
		enter = bound;
	},
);

let register: (number: number, fd: number, opcode: number, argument: number, count: number) => number =
	bindLazily("syscall", "intptr_t", ["intptr_t", "int", "uint32_t", "uintptr_t", "uint32_t"], (bound) => {
		register = bound;
	});

/** `io_uring_setup(2)`; the parameters by their address. */
export const ioUringSetup = (entries: number, params: number): number =>
	setup(SYS_io_uring_setup, entries, params);

/** `io_uring_enter(2)`; the argument by its address. */
export const ioUringEnter = (
	fd: number,
	toSubmit: number,
	minComplete: number,
	flags: number,
	argument: number,
	size: number,
): number => enter(SYS_io_uring_enter, fd, toSubmit, minComplete, flags, argument, size);

/** `io_uring_register(2)`; the argument by its address. */
export const ioUringRegister = (fd: number, opcode: number, argument: number, count: number): number =>
	register(SYS_io_uring_register, fd, opcode, argument, count);
