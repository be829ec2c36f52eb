/** What the transports of pipes have in common: a descriptor that is their own. */
import type { Future } from "../../futures/index.js";
import type { DescriptorOwner, ReadyCallback, SelectorEngine } from "../../reactor/index.js";
import type { TransportInfo } from "../interfaces/index.js";
import type { BaseProtocol } from "../protocols/index.js";
import { TransportBase } from "../transport-base.js";
import type { PipeDescriptor } from "./pipe-descriptor.js";

/** A transport of one direction. */
export abstract class PipeTransport<P extends BaseProtocol>
	extends TransportBase<P>
	implements DescriptorOwner
{
	declare protected readonly engine: SelectorEngine;
	protected readonly pipe: PipeDescriptor;
	/** Whether somebody else has closed the descriptor. */
	private gone: boolean;

	/**
	 * @param engine the engine.
	 * @param pipe the pipe.
	 * @param protocol its protocol, which was checked.
	 */
	constructor(engine: SelectorEngine, pipe: PipeDescriptor, protocol: P) {
		super(engine, protocol, {});
		this.pipe = pipe;
		this.gone = false;
	}

	/**
	 * Begins its life; the last thing a constructor does.
	 *
	 * @param waiter told when the protocol has heard of the pipe.
	 * @throws RuntimeError if the pipe belongs to another transport.
	 */
	protected start(waiter: Future<void> | undefined): void {
		try {
			this.engine.driver.adopt(this.pipe.fd, this);
		} catch (error) {
			this.unref();
			throw error;
		}
		this.begin(waiter);
	}

	abandoned(reason: unknown): void {
		// Along with the loop nobody closes it but we; otherwise somebody has said that it is being closed.
		this.gone = !this.engine.isClosed;
		this.forceClose(reason);
	}

	override toString(): string {
		const state = this.isClosing() ? " closing" : "";
		return `<${this.constructor.name} fd=${this.pipe.fd}${state}>`;
	}

	protected override dispose(): void {
		if (!this.gone) this.engine.driver.disown(this.pipe.fd);
		try {
			this.pipe.close(this.gone);
		} catch (exception) {
			this.report(exception, "Closing the pipe failed");
		}
	}

	protected override describe(name: keyof TransportInfo): unknown {
		return name === "pipe" ? this.pipe.file : undefined;
	}

	/**
	 * Has a method called whenever the descriptor is ready.
	 *
	 * @param event EVENT_READ or EVENT_WRITE.
	 * @param run the method.
	 * @throws OSError where the selector refuses the descriptor.
	 */
	protected watch(event: number, run: () => void): void {
		// Nobody but the transport takes it back, and then it removes it.
		const callback: ReadyCallback = { run, cancel() {}, cancelled: () => false };
		this.engine.driver.setCallback(this.pipe.fd, event, callback);
	}

	/**
	 * Ends what {@link PipeTransport.watch} began. Twice is harmless.
	 *
	 * @param event EVENT_READ or EVENT_WRITE.
	 */
	protected unwatch(event: number): void {
		this.engine.driver.removeCallback(this.pipe.fd, event);
	}
}
