/** What a proactor loop is made of. */
import { ProactorEngine } from "./proactor-engine.js";
import { RingSelector } from "./ring-selector.js";

/** An engine and what it waits with. */
export interface ProactorParts {
	readonly engine: ProactorEngine;
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
	return { engine: new ProactorEngine(selector), selector };
}
