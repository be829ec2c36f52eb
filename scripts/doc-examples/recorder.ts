/** Loaded before an example with `node --import`: prints what console.log would, and on which line it was said. */
import { format } from "node:util";

/** Frames one record on standard output: start, line, separator, text, end. */
Object.assign(globalThis, {
	__evloopExample:
		(line: number) =>
		(...args: unknown[]): void => {
			process.stdout.write(`\u0001${line}\u0002${format(...args)}\u0003\n`);
		},
});
