/** The engine of a proactor loop. */
import { monotonicClock } from "../clock.js";
import { SelectorEngine } from "../selector-engine.js";
import { RingDriver } from "./ring-driver.js";
import { RingSelector } from "./ring-selector.js";

/** An engine and what it waits with. */
export interface ProactorParts {
	readonly engine: SelectorEngine;
	readonly selector: RingSelector;
}

/**
 * Makes an engine that waits with a ring.
 *
 * @param selector the selector over the ring.
 * @returns the engine, and the selector that it waits with.
 * @throws OSError where the kernel refuses.
 */
export function makeProactorEngine(selector = new RingSelector()): ProactorParts {
	const engine = new SelectorEngine(
		selector,
		{ clock: monotonicClock },
		(owner) => new RingDriver(owner, selector),
	);
	return { engine, selector };
}
