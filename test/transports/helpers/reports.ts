import type { EventLoop } from "../../../src/loop/index.js";

/** Keeps the exceptions that a loop's handler is told of, in place of printing them. */
export function reportsOf(loop: EventLoop): unknown[] {
	const reports: unknown[] = [];
	loop.setExceptionHandler((_loop, { exception }) => {
		reports.push(exception);
	});
	return reports;
}
