/** The engine of a selector loop: readiness, and the memory that it receives into. */
import { type Future, fulfilledFuture } from "../futures/index.js";
import type { BaseSelector } from "../selectors/index.js";
import { Engine, type EngineOptions } from "./engine.js";
import { Readiness } from "./readiness/index.js";
import { ReceiveSlab } from "./receive-slab.js";

/** An engine that waits with a selector. */
export class SelectorEngine extends Engine<Readiness> {
	readonly slab: ReceiveSlab;
	/** A future that is done, for operations that succeed at once and have nothing to say. */
	readonly finished: Future<void>;

	constructor(selector: BaseSelector, options: EngineOptions) {
		super(options);
		this.slab = new ReceiveSlab();
		this.finished = fulfilledFuture<void>(this, undefined);
		this.attachDriver(new Readiness(this, selector));
	}

	/** The set of watched descriptors has changed. */
	watchChanged(): void {
		this.host.watchChanged();
	}
}
