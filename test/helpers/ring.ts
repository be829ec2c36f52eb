import { isMainThread } from "node:worker_threads";
import type { ExecutionContext } from "ava";
import { ringRefusal } from "../../src/reactor/index.js";
import { skip } from "./skip.js";

/** Whether this kernel lets us have a ring; where not, the test is skipped aloud, and its caller returns. */
export function hasRing(t: ExecutionContext): boolean {
	const refusal = ringRefusal();
	if (refusal === undefined) return true;
	skip(t, "io_uring", refusal instanceof Error ? refusal.message : String(refusal));
	return false;
}

/** Whether loops accept on a ring here: not in a worker, which may be terminated. Where not, it is skipped in the same way. */
export function acceptsOnRing(t: ExecutionContext): boolean {
	if (isMainThread) return hasRing(t);
	skip(t, "accepting on a ring", "not in a worker");
	return false;
}
