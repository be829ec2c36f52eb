/** The transport of a stream socket on a ring: the kernel receives for it, without being asked each time. */
import type { Inflow, SelectorEngine } from "../../reactor/index.js";
import type { Socket } from "../../sockets/index.js";
import { fillProtocol } from "./fill-protocol.js";
import { SocketTransport } from "./socket-transport.js";
import type { SocketTransportOptions } from "./socket-transport-options.js";
import { isBuffered, type StreamProtocol } from "./stream-protocol.js";

/** A byte stream over a socket whose bytes come from an {@link Inflow}. */
export class RingSocketTransport extends SocketTransport {
	private readonly inflow: Inflow;

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
	}

	override abandoned(reason: unknown): void {
		this.inflow.stop();
		super.abandoned(reason);
	}

	override run(): void {
		this.inflow.listening();
		super.run();
	}

	protected override startReading(): void {
		if (this.watching || this.paused || this.ended || this.lent) return;
		this.watching = true;
		this.inflow.start();
	}

	protected override stopReading(): void {
		if (!this.watching) return;
		this.watching = false;
		this.inflow.stop();
	}

	protected override receive(): void {
		while (this.watching) {
			const data = this.inflow.take();
			if (data === undefined) break;
			const { protocol } = this;
			if (isBuffered(protocol)) this.fill(protocol, data);
			else this.handOn(protocol, data);
		}
		if (!this.watching) return;
		if (this.inflow.ended) this.receivedEnd();
		const error = this.inflow.takeError();
		if (error !== undefined) this.fatalError(error, "Fatal read error on socket transport");
	}

	private fill(protocol: Parameters<typeof fillProtocol>[0], data: Buffer): void {
		try {
			fillProtocol(protocol, data, () => this.isClosing());
		} catch (exception) {
			this.fatalError(exception, "Fatal error: protocol.bufferUpdated() call failed.");
		}
	}
}
