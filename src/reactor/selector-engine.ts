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

	/**
	 * @param selector what it waits with.
	 * @param options what every engine is made of.
	 * @param makeDriver makes another driver over the selector.
	 */
	constructor(
		selector: BaseSelector,
		options: EngineOptions,
		makeDriver: (engine: SelectorEngine) => Readiness = (engine) => new Readiness(engine, selector),
	) {
		super(options);
		this.slab = new ReceiveSlab();
		this.finished = fulfilledFuture<void>(this, undefined);
		this.attachDriver(makeDriver(this));
	}

	/** The set of watched descriptors has changed. */
	watchChanged(): void {
		this.host.watchChanged();
	}
}
