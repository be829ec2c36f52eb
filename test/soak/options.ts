/** What the program is told on its command line. */
import { parseArgs } from "node:util";

/** The options. */
export interface Options {
	readonly minutes: number;
	readonly seed: number;
	readonly loop: "proactor" | "selector";
	readonly backends: readonly ("io_uring" | "aio" | "threads")[];
	/** Which kinds of rounds; all of them if empty. */
	readonly only: readonly string[];
}

/**
 * Reads them.
 *
 * @throws TypeError if something is not known, RangeError if it is no such number.
 */
export function readOptions(args: readonly string[]): Options {
	const { values } = parseArgs({
		args: [...args],
		options: {
			minutes: { type: "string", default: "1" },
			seed: { type: "string" },
			loop: { type: "string", default: "proactor" },
			backend: { type: "string", multiple: true },
			only: { type: "string", multiple: true },
		},
	});
	const minutes = Number(values.minutes);
	if (!(minutes > 0)) throw new RangeError(`--minutes must be more than 0, got ${values.minutes}`);
	const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
	if (!Number.isSafeInteger(seed)) throw new RangeError(`--seed must be a whole number, got ${values.seed}`);
	const loop = values.loop;
	if (loop !== "proactor" && loop !== "selector")
		throw new TypeError(`--loop must be proactor or selector, got ${loop}`);
	const backends = (values.backend ?? ["io_uring", "aio", "threads"]).map((name) => {
		if (name === "io_uring" || name === "aio" || name === "threads") return name;
		throw new TypeError(`--backend must be io_uring, aio or threads, got ${name}`);
	});
	return { minutes, seed, loop, backends, only: values.only ?? [] };
}
