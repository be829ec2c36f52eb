/** The transport of a stream socket on a ring: the kernel receives for it, without being asked each time. */
import type { Inflow, Outflow, SelectorEngine, Sender } from "../../reactor/index.js";
import type { Socket } from "../../sockets/index.js";
import type { TransportInfo } from "../interfaces/index.js";
import { mark } from "../mark.js";
import type { BufferedProtocol } from "../protocols/index.js";
import { fillProtocol } from "./fill-protocol.js";
import { SocketTransport } from "./socket-transport.js";
import type { SocketTransportOptions } from "./socket-transport-options.js";
import { isBuffered, type StreamProtocol } from "./stream-protocol.js";

/** A byte stream over a socket whose bytes come from an {@link Inflow}. */
export class RingSocketTransport extends SocketTransport implements Sender {
	private readonly inflow: Inflow;
	private readonly outflow: Outflow;
	/** How many bytes were collected and are not sent yet. */
	private collected: number;

	/**
	 * @param engine the engine; it waits with a ring.
	 * @param sock the socket, connected and non-blocking; the transport's own from here on.
	 * @param protocol its protocol.
	 * @param options its context, its group, its peer and who waits for it.
	 */
	constructor(
		engine: SelectorEngine,
		sock: Socket,
		protocol: StreamProtocol,
		options: SocketTransportOptions,
	) {
		super(engine, sock, protocol, options);
		this.inflow = engine.receiveFlow(this.fd, this);
		this.outflow = engine.outflow;
		this.collected = 0;
		this.put(mark.shared, options.isShared === true);
	}

	/** Sends what was collected, to say what is left. */
	override getWriteBufferSize(): number {
		if (this.collected > 0) this.outflow.flush();
		return super.getWriteBufferSize();
	}

	sentAllCollected(): void {
		this.collected = 0;
	}

	sentNotAll(error: number, rest: Uint8Array): void {
		this.collected = 0;
		if (this.isLost || (error !== 0 && !this.mayGoOn(error)) || !this.watchWriting()) return;
		this.keep(rest, 0, rest.length);
	}

	override abandoned(reason: unknown): void {
		this.inflow.stop();
		super.abandoned(reason);
	}

	override run(): void {
		this.inflow.listening();
		super.run();
	}

	protected override get unsent(): number {
		return this.collected + super.getWriteBufferSize();
	}

	protected override collects(bytes: Uint8Array, length: number): boolean {
		const { outflow } = this;
		if (this.collected > 0) {
			if (outflow.extend(this, bytes, length)) {
				this.collect(length);
				return true;
			}
			outflow.flush();
		}
		if (!outflow.isBusy || this.is(mark.shared) || this.isLost || this.unsent > 0) return false;
		if (!outflow.offer(this, this.fd, bytes, length)) return false;
		this.collect(length);
		return true;
	}

	protected override describe(name: keyof TransportInfo): unknown {
		if (name === "socket") {
			if (this.collected > 0) this.outflow.flush();
			this.put(mark.shared, true);
		}
		return super.describe(name);
	}

	/** Counts what was collected; more of it than the low-water mark would have drain() wait for what is as good as sent. */
	private collect(length: number): void {
		this.collected += length;
		if (this.collected > this.low) this.outflow.flush();
	}

	protected override startReading(): void {
		if (this.is(mark.watching | mark.paused | mark.ended) || this.lent) return;
		this.put(mark.watching, true);
		this.inflow.start();
	}

	protected override stopReading(): void {
		if (!this.is(mark.watching)) return;
		this.put(mark.watching, false);
		this.inflow.stop();
	}

	protected override receive(): void {
		while (this.is(mark.watching)) {
			const data = this.inflow.take();
			if (data === undefined) break;
			const { protocol } = this;
			if (isBuffered(protocol)) this.fill(protocol, data);
			else this.handOn(protocol, data);
		}
		if (!this.is(mark.watching)) return;
		if (this.inflow.ended) this.receivedEnd();
		const error = this.inflow.takeError();
		if (error !== undefined) this.fatalError(error, "Fatal read error on socket transport");
	}

	private fill(protocol: BufferedProtocol, data: Buffer): void {
		try {
			const isOver = () => !this.is(mark.watching) || this.protocol !== protocol;
			const taken = fillProtocol(protocol, data, isOver);
			if (taken < data.length) this.inflow.putBack(data.subarray(taken));
		} catch (exception) {
			this.fatalError(exception, "Fatal error: protocol.bufferUpdated() call failed.");
		}
	}
}
