/** Linux AIO's five system calls; all memory by its address. */

import { bindLazily } from "../bind.js";
import { aioNumbers } from "./aio-numbers.js";

let setup: (number: number, count: number, context: number) => number = bindLazily(
	"syscall",
	"intptr_t",
	["intptr_t", "uint32_t", "uintptr_t"],
	(bound) => {
		setup = bound;
	},
);

let destroy: (number: number, context: number) => number = bindLazily(
	"syscall",
	"intptr_t",
	["intptr_t", "uintptr_t"],
	(bound) => {
		destroy = bound;
	},
);

let three: (number: number, context: number, second: number, third: number) => number = bindLazily(
	"syscall",
	"intptr_t",
	["intptr_t", "uintptr_t", "uintptr_t", "uintptr_t"],
	(bound) => {
		three = bound;
	},
);

let getevents: (
	number: number,
	context: number,
	least: number,
	most: number,
	events: number,
	timeout: number,
) => number = bindLazily(
	"syscall",
	"intptr_t",
	["intptr_t", "uintptr_t", "intptr_t", "intptr_t", "uintptr_t", "uintptr_t"],
	(bound) => {
		getevents = bound;
	},
);

/** `io_setup(2)`; the context is written to an address. */
export const ioSetup = (count: number, context: number): number => setup(aioNumbers.setup, count, context);

/** `io_destroy(2)`: waits until all that is under way has ended. */
export const ioDestroy = (context: number): number => destroy(aioNumbers.destroy, context);

/** `io_submit(2)`; the addresses of the requests stand at an address. */
export const ioSubmit = (context: number, count: number, requests: number): number =>
	three(aioNumbers.submit, context, count, requests);

/** `io_cancel(2)`. */
export const ioCancel = (context: number, request: number, event: number): number =>
	three(aioNumbers.cancel, context, request, event);

/** `io_getevents(2)`; the time by the address of a timespec, 0 for ever. */
export const ioGetevents = (
	context: number,
	least: number,
	most: number,
	events: number,
	timeout: number,
): number => getevents(aioNumbers.getevents, context, least, most, events, timeout);
