/** Which kind of loop is made where nobody says so: `EVLOOP_LOOP`, else the selector loop. */
import { ValueError } from "../errors.js";
import { canUseProactor } from "./can-use-proactor.js";
import type { EventLoop } from "./event-loop.js";
import { ProactorEventLoop } from "./proactor-event-loop.js";
import { SelectorEventLoop } from "./selector-event-loop.js";

let hasWarned = false;

/**
 * Makes a loop of the kind that `EVLOOP_LOOP` names: `selector` or `proactor`. Where the latter does not work, a warning says
 * why, once, and the selector loop takes its place.
 *
 * @returns the loop.
 * @throws ValueError where the variable names neither.
 * @throws OSError if what it waits with cannot be made.
 */
export function newDefaultLoop(): EventLoop {
	const kind = process.env.EVLOOP_LOOP;
	if (kind === undefined || kind === "" || kind === "selector") return new SelectorEventLoop();
	if (kind !== "proactor")
		throw new ValueError(`Cannot make a loop: EVLOOP_LOOP is '${kind}', not 'selector' or 'proactor'`);
	const { usable, reason } = canUseProactor();
	if (usable) return new ProactorEventLoop();
	if (!hasWarned) process.emitWarning(`EVLOOP_LOOP=proactor: ${reason}. The selector loop is used instead`);
	hasWarned = true;
	return new SelectorEventLoop();
}
