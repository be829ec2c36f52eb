/** What a proactor loop is made of. */
import { EpollSelector } from "../../selectors/index.js";
import { ProactorEngine } from "./proactor-engine.js";
import { Ring } from "./ring.js";
import { RingBell } from "./ring-bell.js";
import { ringRefusal } from "./ring-refusal.js";

/** An engine and what it waits with. */
export interface ProactorParts {
	readonly engine: ProactorEngine;
	readonly selector: EpollSelector;
}

/**
 * Makes an engine that waits with a ring.
 *
 * @returns the engine, and the selector that it waits with.
 * @throws NotImplementedError where there is no io_uring, or one that is too old.
 * @throws OSError where the kernel refuses, or the process has no descriptor left.
 */
export function makeProactorEngine(): ProactorParts {
	const refusal = ringRefusal();
	if (refusal !== undefined) throw refusal;
	const ring = new Ring();
	let bell: RingBell | undefined;
	let selector: EpollSelector | undefined;
	try {
		bell = new RingBell(ring.fd);
		selector = new EpollSelector();
		return { engine: new ProactorEngine(selector, ring, bell), selector };
	} catch (error) {
		selector?.close();
		bell?.close();
		ring.close();
		throw error;
	}
}
