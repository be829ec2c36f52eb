/**
 * The transport of a stream socket on a selector.
 *
 * It is called by readiness for each event, without a handle or an operation in between: that is all there is to it that
 * costs something per message. What it receives lies in the engine's slab, so an idle connection has no buffer.
 */
import { constants } from "node:os";
import { ConnectionAbortedError, osError, RuntimeError } from "../../errors.js";
import { errno, platform, recv, recvAt } from "../../ffi/index.js";
import { Future } from "../../futures/index.js";
import type { DescriptorOwner, ReadyCallback, SelectorEngine } from "../../reactor/index.js";
import { EVENT_READ, EVENT_WRITE } from "../../selectors/index.js";
import type { Address, BytesLike, Socket } from "../../sockets/index.js";
import { byteLength, checkBytes } from "../../sockets/internals.js";
import type { Transport, TransportInfo } from "../interfaces/index.js";
import type { BufferedProtocol, Protocol } from "../protocols/index.js";
import { SendQueue } from "../sending/index.js";
import { TransportBase } from "../transport-base.js";
import { JoinedPieces } from "./joined-pieces.js";
import { sendBytes, sendFrom, sendGathered } from "./send-once.js";
import { peerAddress, socketInfo } from "./socket-info.js";
import type { SocketTransportOptions } from "./socket-transport-options.js";
import { checkStreamProtocol, isBuffered, roomOf, type StreamProtocol } from "./stream-protocol.js";

const { MSG_DONTWAIT, SHUT_WR } = platform.sockets.constants;
const { EAGAIN, EINTR } = constants.errno;

/** How much is asked for at once, in bytes. */
const readSize = 65_536;
/** How often one event has it read while there is more than that: others have their turn, too. */
const mostReads = 4;

/** A byte stream over a socket. */
export class SocketTransport
	extends TransportBase<StreamProtocol>
	implements Transport, ReadyCallback, DescriptorOwner
{
	declare protected readonly engine: SelectorEngine;
	protected readonly sock: Socket;
	protected readonly fd: number;
	private readonly peername: Address | undefined;
	/** What waits to be sent; made when something first has to. */
	private queue: SendQueue | undefined;
	protected watching: boolean;
	protected paused: boolean;
	/** Whether the peer has said that nothing more will come. */
	protected ended: boolean;
	private endWanted: boolean;
	/** Whether somebody else sends over the socket: a file. */
	protected lent: boolean;
	/** Done when all that was written is sent, for whoever is to have the socket then. */
	private drained: Future<void> | undefined;
	/** Whether the descriptor is its own, so that nobody else may wait for it. */
	private owning: boolean;

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
		checkStreamProtocol(protocol);
		super(engine, protocol, options);
		this.sock = sock;
		this.fd = sock.fileno();
		this.queue = undefined;
		this.watching = false;
		this.paused = false;
		this.ended = false;
		this.endWanted = false;
		this.lent = false;
		this.drained = undefined;
		this.owning = true;
		try {
			engine.driver.adopt(this.fd, this);
		} catch (error) {
			this.leaveGroup();
			this.unref();
			throw error;
		}
		// Asked for now: of a connection that was reset the kernel does not tell it any more.
		this.peername = options.peername ?? peerAddress(sock);
		this.begin(options.waiter);
	}

	isReading(): boolean {
		return !this.paused && !this.isClosing();
	}

	pauseReading(): void {
		if (!this.isReading()) return;
		this.paused = true;
		this.stopReading();
	}

	resumeReading(): void {
		if (!this.paused || this.isClosing()) return;
		this.paused = false;
		this.startReading();
	}

	write(data: BytesLike): void {
		const bytes = checkBytes(data, "Cannot write: data");
		this.expectWritable();
		this.send(bytes, byteLength(bytes));
	}

	writelines(pieces: Iterable<BytesLike>): void {
		const joined = new JoinedPieces(pieces);
		this.expectWritable();
		for (const bytes of joined) this.send(bytes, byteLength(bytes));
	}

	writeEof(): void {
		if (this.isClosing() || this.endWanted) return;
		this.endWanted = true;
		if (this.getWriteBufferSize() === 0 && !this.lent) this.endWriting();
	}

	/**
	 * Has nothing written or received any more, and waits until all that was written is sent: the socket is then the
	 * caller's, until {@link SocketTransport.takeBack}.
	 *
	 * @returns a future of nothing; it fails with a ConnectionAbortedError where the connection is over before.
	 * @throws RuntimeError if the socket is lent already, or writeEof() was called.
	 * @internal
	 */
	lend(): Future<void> {
		this.expectWritable();
		this.lent = true;
		this.stopReading();
		this.drained = new Future<void>(this.engine);
		const { drained } = this;
		if (this.getWriteBufferSize() === 0) this.tellDrained();
		return drained;
	}

	/**
	 * Goes on after {@link SocketTransport.lend}.
	 *
	 * @internal
	 */
	takeBack(): void {
		this.lent = false;
		this.drained = undefined;
		if (this.isLost) return;
		if (this.sock.fileno() !== this.fd) {
			this.forceClose(new ConnectionAbortedError(`Cannot go on: ${this} was closed by somebody else`));
			return;
		}
		if (!this.owning) this.engine.driver.adopt(this.fd, this);
		this.owning = true;
		if (this.endWanted && this.getWriteBufferSize() === 0) this.endWriting();
		if (!this.isClosing()) this.startReading();
	}

	canWriteEof(): boolean {
		return true;
	}

	getWriteBufferSize(): number {
		return this.queue === undefined ? 0 : this.queue.size;
	}

	/** Receives what is there: readiness has it called. */
	run(): void {
		if (this.watching) this.context.runInAsyncScope(this.receive, this);
	}

	cancel(): void {}

	cancelled(): boolean {
		return false;
	}

	abandoned(reason: unknown): void {
		this.watching = false;
		// Somebody else closes the descriptor, by its number: another one with that number is not ours to close.
		if (!this.engine.isClosed) this.sock.detach();
		this.forceClose(reason);
	}

	override toString(): string {
		const state = this.isClosing() ? " closing" : "";
		return `<SocketTransport fd=${this.fd}${state}>`;
	}

	protected override accept(protocol: unknown): asserts protocol is StreamProtocol {
		checkStreamProtocol(protocol);
	}

	protected override startReading(): void {
		if (this.watching || this.paused || this.ended || this.lent) return;
		try {
			this.engine.driver.setCallback(this.fd, EVENT_READ, this);
			this.watching = true;
		} catch (error) {
			this.fatalError(error, "Fatal error: cannot watch the socket");
		}
	}

	protected override stopReading(): void {
		if (!this.watching) return;
		this.watching = false;
		this.engine.driver.removeCallback(this.fd, EVENT_READ);
	}

	protected override dropUnsent(): void {
		if (this.getWriteBufferSize() === 0) return;
		this.queue?.clear();
		this.engine.driver.removeCallback(this.fd, EVENT_WRITE);
	}

	protected override dispose(): void {
		if (this.owning && this.sock.fileno() === this.fd) this.engine.driver.disown(this.fd);
		this.tellDrained();
		this.sock.close();
	}

	protected override describe(name: keyof TransportInfo): unknown {
		return name === "peername" ? this.peername : socketInfo(this.sock, name);
	}

	/** Receives what is there. */
	protected receive(): void {
		for (let reads = 0; reads < mostReads; reads += 1) {
			const { protocol } = this;
			const wasFull = isBuffered(protocol) ? this.receiveInto(protocol) : this.receiveFor(protocol);
			if (!wasFull || !this.watching) return;
		}
	}

	/** Receives once; says whether there may be more. */
	private receiveFor(protocol: Protocol): boolean {
		const { slab } = this.engine;
		const received = recvAt(this.fd, slab.reserve(readSize), readSize, MSG_DONTWAIT);
		if (received <= 0) return this.receivedNothing(received);
		this.handOn(protocol, slab.take(received));
		return received === readSize;
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
		if (!this.watching) return false;
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
		this.ended = true;
		try {
			keepOpen = this.protocol.eofReceived() === true;
		} catch (exception) {
			this.fatalError(exception, "Fatal error: protocol.eofReceived() call failed.");
			return;
		}
		if (keepOpen) this.stopReading();
		else this.close();
	}

	private expectWritable(): void {
		if (this.endWanted) throw new RuntimeError("Cannot write: writeEof() was called before");
		if (this.lent) throw new RuntimeError("Cannot write: a file is being sent");
	}

	/** Sends at once what the kernel takes, and keeps the rest. */
	private send(bytes: Uint8Array, length: number): void {
		if (length === 0) return;
		if (this.isLost) {
			this.loseWrite();
			return;
		}
		let sent = 0;
		if (this.getWriteBufferSize() === 0) {
			if (this.engine.driver.takeTry()) {
				sent = sendBytes(this.fd, bytes, length);
				if (sent === length) return;
				if (sent < 0 && !this.mayGoOn()) return;
			}
			if (!this.watchWriting()) return;
		}
		this.queue ??= new SendQueue();
		this.queue.push(bytes, Math.max(0, sent), length);
		this.wroteMore();
	}

	/** Whether the last send failed only for now; the connection is over otherwise. */
	private mayGoOn(): boolean {
		const error = errno();
		if (error === EAGAIN || error === EINTR) return true;
		this.fatalError(osError(error, "send", { fd: this.fd }), "Fatal write error on socket transport");
		return false;
	}

	private watchWriting(): boolean {
		const end = { run: () => this.sendMore(), cancel() {}, cancelled: () => false };
		try {
			this.engine.driver.setCallback(this.fd, EVENT_WRITE, end);
			return true;
		} catch (error) {
			this.fatalError(error, "Fatal error: cannot watch the socket");
			return false;
		}
	}

	/** There is room again: readiness has it called. */
	private sendMore(): void {
		// Where resumeWriting() calls writeEof(), that tells the peer itself.
		const { queue, endWanted } = this;
		if (queue === undefined || queue.size === 0) return;
		if (queue.flush(this.fd, sendFrom, sendGathered) < 0) {
			this.mayGoOn();
			return;
		}
		if (queue.size === 0) this.engine.driver.removeCallback(this.fd, EVENT_WRITE);
		this.context.runInAsyncScope(this.sentSome, this);
		// resumeWriting() may have written more.
		if (queue.size > 0 || this.isLost) return;
		this.sentAll();
		this.tellDrained();
		if (endWanted && !this.lent && !this.isLost) this.endWriting();
	}

	/** Gives the socket away to whoever waits for it. */
	private tellDrained(): void {
		const { drained } = this;
		this.drained = undefined;
		if (drained === undefined || drained.done()) return;
		if (this.isClosing()) {
			drained.setException(new ConnectionAbortedError(`Cannot go on: ${this} is closed`));
			return;
		}
		this.engine.driver.disown(this.fd);
		this.owning = false;
		drained.setResult();
	}

	private endWriting(): void {
		try {
			this.sock.shutdown(SHUT_WR);
		} catch (error) {
			this.fatalError(error, "Fatal write error on socket transport");
		}
	}
}
