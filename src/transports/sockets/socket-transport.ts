/**
 * The transport of a stream socket on a selector.
 *
 * It is called by readiness for each event, without a handle or an operation in between: that is all there is to it that
 * costs something per message. What it receives lies in the engine's slab, so an idle connection has no buffer.
 */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { errno, platform, recv, recvAt } from "../../ffi/index.js";
import type { ReadyCallback, SelectorEngine } from "../../reactor/index.js";
import { EVENT_READ } from "../../selectors/index.js";
import type { Socket } from "../../sockets/index.js";
import { byteLength } from "../../sockets/internals.js";
import type { Transport } from "../interfaces/index.js";
import { letGo } from "../let-go.js";
import { mark } from "../mark.js";
import type { BufferedProtocol, Protocol } from "../protocols/index.js";
import { SocketSender } from "./socket-sender.js";
import type { SocketTransportOptions } from "./socket-transport-options.js";
import { isBuffered, roomOf, type StreamProtocol } from "./stream-protocol.js";

const { MSG_DONTWAIT } = platform.sockets.constants;
const { EAGAIN, EINTR } = constants.errno;

/** How much is asked for at once, in bytes. */
const readSize = 65_536;
/** How often one event has it read while there is more than that: others have their turn, too. */
const mostReads = 4;

/** A byte stream over a socket. */
export class SocketTransport extends SocketSender implements Transport, ReadyCallback {
	/**
	 * @param engine the engine.
	 * @param sock the socket, connected and non-blocking; the transport's own from here on.
	 * @param protocol its protocol.
	 * @param options its context, its group, its peer and who waits for it.
	 * @throws TypeError if the protocol is none.
	 * @throws RuntimeError if the socket belongs to another transport.
	 */
	constructor(
		engine: SelectorEngine,
		sock: Socket,
		protocol: StreamProtocol,
		options: SocketTransportOptions,
	) {
		super(engine, sock, protocol, options);
		this.begin(options.waiter);
	}

	isReading(): boolean {
		return !this.is(mark.paused) && !this.isClosing();
	}

	pauseReading(): void {
		if (!this.isReading()) return;
		this.put(mark.paused, true);
		this.stopReading();
	}

	resumeReading(): void {
		if (!this.is(mark.paused) || this.isClosing()) return;
		this.put(mark.paused, false);
		this.startReading();
	}

	/** Receives what is there: readiness has it called. */
	run(): void {
		if (this.is(mark.watching)) this.context.runInAsyncScope(this.receive, this);
	}

	cancel(): void {}

	cancelled(): boolean {
		return false;
	}

	abandoned(reason: unknown): void {
		this.put(mark.watching, false);
		letGo(this.engine, this.sock);
		this.forceClose(reason);
	}

	protected override startReading(): void {
		if (this.is(mark.watching | mark.paused | mark.ended) || this.lent) return;
		try {
			this.engine.driver.setCallback(this.fd, EVENT_READ, this);
			this.put(mark.watching, true);
		} catch (error) {
			this.fatalError(error, "Fatal error: cannot watch the socket");
		}
	}

	/** Whether the peer has said that nothing more will come, and the protocol was told. */
	get hasEnded(): boolean {
		return this.is(mark.ended);
	}

	protected override stopReading(): void {
		if (!this.is(mark.watching)) return;
		this.put(mark.watching, false);
		this.engine.driver.removeCallback(this.fd, EVENT_READ);
	}

	/** Receives what is there. */
	protected receive(): void {
		for (let reads = 0; reads < mostReads; reads += 1) {
			const { protocol } = this;
			const wasFull = isBuffered(protocol) ? this.receiveInto(protocol) : this.receiveFor(protocol);
			if (!wasFull || !this.is(mark.watching)) return;
		}
	}

	/** Receives once; says whether there may be more. */
	private receiveFor(protocol: Protocol): boolean {
		const { slab } = this.engine;
		const room = slab.reserveSome(readSize);
		const received = recvAt(this.fd, slab.place, room, MSG_DONTWAIT);
		if (received <= 0) return this.receivedNothing(received);
		this.handOn(protocol, slab.take(received));
		return received === room;
	}

	/** Gives a protocol what was received. */
	protected handOn(protocol: Protocol, data: Buffer): void {
		try {
			const returned: unknown = protocol.dataReceived(data);
			// An async method: what it awaits it says in a microtask.
			if (returned !== undefined) this.engine.promiseSettled();
		} catch (exception) {
			this.fatalError(exception, "Fatal error: protocol.dataReceived() call failed.");
		}
	}

	/** Receives once into the protocol's own memory; says whether there may be more. */
	private receiveInto(protocol: BufferedProtocol): boolean {
		let buffer: Uint8Array;
		try {
			buffer = roomOf(protocol, -1);
		} catch (exception) {
			this.fatalError(exception, "Fatal error: protocol.getBuffer() call failed.");
			return false;
		}
		// It may have closed the connection, and somebody else may have the number by now; or it wants nothing any more.
		if (!this.is(mark.watching)) return false;
		// It has made way for another, which is to be asked for its own memory.
		if (this.protocol !== protocol) return true;
		const size = byteLength(buffer);
		const received = recv(this.fd, buffer, size, MSG_DONTWAIT);
		if (received <= 0) return this.receivedNothing(received);
		try {
			const returned: unknown = protocol.bufferUpdated(received);
			if (returned !== undefined) this.engine.promiseSettled();
		} catch (exception) {
			this.fatalError(exception, "Fatal error: protocol.bufferUpdated() call failed.");
		}
		return received === size;
	}

	/** The end of the stream, nothing there after all, or an error; says whether to try again. */
	private receivedNothing(received: number): boolean {
		if (received === 0) {
			this.receivedEnd();
			return false;
		}
		const error = errno();
		if (error === EINTR) return true;
		if (error !== EAGAIN) {
			this.fatalError(osError(error, "recv", { fd: this.fd }), "Fatal read error on socket transport");
		}
		return false;
	}

	/** Nothing more will come: the protocol says whether it stays open. */
	protected receivedEnd(): void {
		let keepOpen: boolean;
		this.put(mark.ended, true);
		try {
			keepOpen = this.protocol.eofReceived() === true;
		} catch (exception) {
			this.fatalError(exception, "Fatal error: protocol.eofReceived() call failed.");
			return;
		}
		if (keepOpen) this.stopReading();
		else this.close();
	}
}
