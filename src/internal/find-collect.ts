/** V8's function that collects garbage, for which there is no API. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Collects what died young, at once. */
export type Collect = (options: { type: "minor"; execution: "sync" }) => void;

/**
 * Finds the function. V8 gives it to contexts that are made while a flag is set, which is set for so long only.
 *
 * @returns the function; `undefined` where there is none, or `EVLOOP_COLLECT=0` asks for none.
 */
export function findCollect(): Collect | undefined {
	if (process.env.EVLOOP_COLLECT === "0") return undefined;
	try {
		// Not the global of this name, which may be anybody's.
		return inNewContext() ?? withFlag(inNewContext);
	} catch {
		// Not V8: whoever it is collects by itself.
		return undefined;
	}
}

function inNewContext(): Collect | undefined {
	const found: unknown = runInNewContext("globalThis.gc");
	return typeof found === "function" ? (found as Collect) : undefined;
}

function withFlag<T>(action: () => T): T {
	setFlagsFromString("--expose-gc");
	try {
		return action();
	} finally {
		setFlagsFromString("--no-expose-gc");
	}
}
