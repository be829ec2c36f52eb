/** The event loop on a selector. */
import { show } from "../internal/index.js";
import { monotonicClock, SelectorEngine, type SetAlarm } from "../reactor/index.js";
import { BaseSelector, DefaultSelector } from "../selectors/index.js";
import { SocketEventLoop } from "./socket-event-loop.js";

function checkedSelector(selector: unknown): BaseSelector {
	if (selector instanceof BaseSelector) return selector;
	throw new TypeError(
		`Cannot make a SelectorEventLoop: selector must be a BaseSelector, got ${show(selector)}`,
	);
}

/**
 * An event loop that waits with a selector: the default.
 *
 * @example
 * ```ts
 * import { PollSelector, SelectorEventLoop } from "evloop";
 *
 * using loop = new SelectorEventLoop(new PollSelector());
 * await loop.runUntilComplete(async () => console.log("on poll")); // on poll
 * ```
 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.SelectorEventLoop
 */
export class SelectorEventLoop extends SocketEventLoop {
	/**
	 * @param selector what it waits with, closed along with the loop; the best of this machine if absent.
	 * @throws OSError if a selector cannot be made.
	 * @throws TypeError if it is no selector.
	 */
	constructor(selector?: BaseSelector);
	/** @internal */
	constructor(selector: BaseSelector, engine: SelectorEngine, setAlarm: SetAlarm);
	constructor(
		selector: BaseSelector = new DefaultSelector(),
		engine = new SelectorEngine(checkedSelector(selector), { clock: monotonicClock }),
		setAlarm?: SetAlarm,
	) {
		super({ selector, engine, setAlarm });
	}
}
