/** The numbers of Linux AIO's system calls, which no C library but libaio has functions for: each machine has its own. */

/** One number for each call; `NaN` where there is none. */
export interface AioNumbers {
	readonly setup: number;
	readonly destroy: number;
	readonly getevents: number;
	readonly submit: number;
	readonly cancel: number;
}

/** The table of asm-generic/unistd.h, which the younger machines share. */
const generic: AioNumbers = { setup: 0, destroy: 1, submit: 2, cancel: 3, getevents: 4 };

/**
 * By Node's name of the machine. All of them have 64 bits and keep the low byte first, and that is what is written down in
 * ../aio/layouts.ts: the 32-bit ones pass the time in another form.
 */
const machines: Readonly<Record<string, AioNumbers>> = {
	x64: { setup: 206, destroy: 207, getevents: 208, submit: 209, cancel: 210 },
	arm64: generic,
	riscv64: generic,
	loong64: generic,
};

const none: AioNumbers = {
	setup: Number.NaN,
	destroy: Number.NaN,
	getevents: Number.NaN,
	submit: Number.NaN,
	cancel: Number.NaN,
};

/** The numbers of this machine. */
export const aioNumbers: AioNumbers = process.platform === "linux" ? (machines[process.arch] ?? none) : none;
