/** The engine of a selector loop: readiness, and the memory that it receives into. */
import { NotImplementedError } from "../errors.js";
import { type Future, fulfilledFuture, type Job } from "../futures/index.js";
import type { BaseSelector, FileObject } from "../selectors/index.js";
import type { Address } from "../sockets/index.js";
import type { Arrivals, ArrivedConnection } from "./arrivals.js";
import { Engine, type EngineOptions } from "./engine.js";
import type { Inflow } from "./inflow.js";
import type { Connect } from "./operations/index.js";
import type { Outflow } from "./outflow.js";
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

	/** Whether the kernel receives for transports, by {@link SelectorEngine.receiveFlow}; where not, they do it themselves. */
	get receives(): boolean {
		return false;
	}

	/**
	 * Has the kernel receive for a transport.
	 *
	 * @param fd the socket, a stream.
	 * @param _listener enqueued when something has come.
	 * @returns what arrives.
	 * @throws NotImplementedError where this engine does not wait with a ring.
	 */
	receiveFlow(fd: number, _listener: Job): Inflow {
		throw new NotImplementedError(`Cannot have the kernel receive from fd ${fd}: it takes a ring`);
	}

	/**
	 * What collects the small messages of a turn.
	 *
	 * @throws NotImplementedError where this engine does not wait with a ring.
	 */
	get outflow(): Outflow {
		throw new NotImplementedError("Cannot collect what is sent: it takes a ring");
	}

	/**
	 * Has the kernel accept connections for a server.
	 *
	 * @param _fd the socket, listening and non-blocking.
	 * @param _listener enqueued when a connection has come.
	 * @returns the connections; `undefined` where this engine does not wait with a ring, and readiness is to be used.
	 */
	acceptFlow(_fd: number, _listener: Job): Arrivals<ArrivedConnection> | undefined {
		return undefined;
	}

	/**
	 * Has the kernel connect a socket to the end.
	 *
	 * @param _sock the socket.
	 * @param _fd its descriptor.
	 * @param _address where to.
	 * @returns the operation; `undefined` where the call is to be made, and its end waited for.
	 */
	connectOn(_sock: FileObject, _fd: number, _address: Address): Connect | undefined {
		return undefined;
	}

	/** The set of watched descriptors has changed. */
	watchChanged(): void {
		this.host.watchChanged();
	}
}
