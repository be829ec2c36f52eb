/** The engine of a proactor loop. */
import type { Job } from "../../futures/index.js";
import { monotonicClock } from "../clock.js";
import { SelectorEngine } from "../selector-engine.js";
import { ReceiveFlow } from "./receive-flow.js";
import { RingDriver } from "./ring-driver.js";
import type { RingSelector } from "./ring-selector.js";

/** An engine that waits with a ring. */
export class ProactorEngine extends SelectorEngine {
	/** @param selector the selector over the ring. */
	constructor(selector: RingSelector) {
		super(selector, { clock: monotonicClock }, (engine) => new RingDriver(engine, selector));
	}

	override get receives(): boolean {
		return true;
	}

	override receiveFlow(fd: number, listener: Job): ReceiveFlow {
		return new ReceiveFlow(this.driver as RingDriver, fd, listener);
	}
}
