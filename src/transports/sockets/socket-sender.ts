/**
 * The sending half of a stream socket's transport, and its life: what is written, what waits, and whose the descriptor is.
 *
 * A write is tried at once; what the kernel does not take is copied once, and sent when there is room.
 */
import { constants } from "node:os";
import { ConnectionAbortedError, osError, RuntimeError } from "../../errors.js";
import { errno, platform } from "../../ffi/index.js";
import { Future } from "../../futures/index.js";
import { askPeer, type DescriptorOwner, type SelectorEngine } from "../../reactor/index.js";
import { EVENT_WRITE } from "../../selectors/index.js";
import type { BytesLike, Socket } from "../../sockets/index.js";
import { byteLength, checkBytes, type PackedAddress, unpackAddress } from "../../sockets/internals.js";
import type { TransportInfo } from "../interfaces/index.js";
import { mark } from "../mark.js";
import { SendQueue } from "../sending/index.js";
import { TransportBase } from "../transport-base.js";
import { JoinedPieces } from "./joined-pieces.js";
import { sendBytes, sendFrom, sendGathered } from "./send-once.js";
import { socketInfo } from "./socket-info.js";
import type { SocketTransportOptions } from "./socket-transport-options.js";
import { checkStreamProtocol, type StreamProtocol } from "./stream-protocol.js";

const { SHUT_WR } = platform.sockets.constants;
const { EAGAIN, EINTR } = constants.errno;

/** The socket in the hands of somebody else. */
interface Loan {
	/** Whether it is out, or promised. */
	lent: boolean;
	/** Whether the descriptor is still the transport's own. */
	owning: boolean;
	/** Done when all that was written is sent. */
	drained: Future<void> | undefined;
}

/** What sends over a socket, and owns it. */
export abstract class SocketSender extends TransportBase<StreamProtocol> implements DescriptorOwner {
	declare protected readonly engine: SelectorEngine;
	protected readonly sock: Socket;
	protected readonly fd: number;
	private readonly peername: PackedAddress | undefined;
	/** What waits to be sent; made when something first has to. */
	private queue: SendQueue | undefined;
	/** Made when somebody else is to send over the socket: a file. */
	private loan: Loan | undefined;

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
		this.loan = undefined;
		try {
			engine.driver.adopt(this.fd, this);
		} catch (error) {
			this.leaveGroup();
			this.unref();
			throw error;
		}
		// Asked for now: of a connection that was reset the kernel does not tell it any more.
		this.peername = options.peername ?? askPeer(this.fd);
	}

	abstract abandoned(reason: unknown): void;

	write(data: BytesLike): void {
		const bytes = checkBytes(data, "Cannot write: data");
		this.expectWritable();
		this.send(bytes, byteLength(bytes));
	}

	writelines(pieces: Iterable<BytesLike>): void {
		const joined = new JoinedPieces(pieces);
		this.expectWritable();
		this.put(mark.several, true);
		try {
			for (const bytes of joined) this.send(bytes, byteLength(bytes));
		} finally {
			this.put(mark.several, false);
			this.wroteMore();
		}
	}

	writeEof(): void {
		if (this.isClosing() || this.is(mark.endWanted)) return;
		this.put(mark.endWanted, true);
		if (this.getWriteBufferSize() === 0 && !this.lent) this.endWriting();
	}

	/**
	 * Has nothing written or received any more, and waits until all that was written is sent: the socket is then the
	 * caller's, until {@link SocketSender.takeBack}.
	 *
	 * @returns a future of nothing; it fails with a ConnectionAbortedError where the connection is over before.
	 * @throws RuntimeError if the socket is lent already, or writeEof() was called.
	 * @internal
	 */
	lend(): Future<void> {
		this.expectWritable();
		const drained = new Future<void>(this.engine);
		this.loan = { lent: true, owning: true, drained };
		this.stopReading();
		if (this.getWriteBufferSize() === 0) this.tellDrained();
		return drained;
	}

	/**
	 * Goes on after {@link SocketSender.lend}.
	 *
	 * @internal
	 */
	takeBack(): void {
		const { loan } = this;
		if (loan !== undefined) {
			loan.lent = false;
			loan.drained = undefined;
		}
		if (this.isLost) return;
		if (this.sock.fileno() !== this.fd) {
			this.forceClose(new ConnectionAbortedError(`Cannot go on: ${this} was closed by somebody else`));
			return;
		}
		if (!this.owning) this.engine.driver.adopt(this.fd, this);
		this.loan = undefined;
		if (this.is(mark.endWanted) && this.getWriteBufferSize() === 0) this.endWriting();
		if (!this.isClosing()) this.startReading();
	}

	canWriteEof(): boolean {
		return true;
	}

	getWriteBufferSize(): number {
		return this.queue === undefined ? 0 : this.queue.size;
	}

	override toString(): string {
		const state = this.isClosing() ? " closing" : "";
		return `<SocketTransport fd=${this.fd}${state}>`;
	}

	protected override accept(protocol: unknown): asserts protocol is StreamProtocol {
		checkStreamProtocol(protocol);
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
		if (name !== "peername") return socketInfo(this.sock, name);
		return this.peername === undefined ? undefined : unpackAddress(this.peername);
	}

	/** Whether somebody else sends over the socket. */
	protected get lent(): boolean {
		return this.loan?.lent === true;
	}

	/** Whether the descriptor is its own, so that nobody else may wait for it. */
	private get owning(): boolean {
		return this.loan?.owning !== false;
	}

	private expectWritable(): void {
		if (this.is(mark.endWanted)) throw new RuntimeError("Cannot write: writeEof() was called before");
		if (this.lent) throw new RuntimeError("Cannot write: a file is being sent");
	}

	/** Sends at once what the kernel takes, and keeps the rest. */
	private send(bytes: Uint8Array, length: number): void {
		if (length === 0) return;
		if (this.isLost) {
			this.loseWrite();
			return;
		}
		if (this.collects(bytes, length) || this.isLost) return;
		let sent = 0;
		if (this.getWriteBufferSize() === 0) {
			if (this.engine.driver.takeTry()) {
				sent = sendBytes(this.fd, bytes, length);
				if (sent === length) return;
				if (sent < 0 && !this.mayGoOn()) return;
			}
			if (!this.watchWriting()) return;
		}
		this.keep(bytes, Math.max(0, sent), length);
	}

	/** Whether the bytes are sent along with those of others. */
	protected collects(_bytes: Uint8Array, _length: number): boolean {
		return false;
	}

	/** Keeps bytes until there is room for them. */
	protected keep(bytes: Uint8Array, from: number, length: number): void {
		this.queue ??= new SendQueue();
		this.queue.push(bytes, from, length);
		this.wroteMore();
	}

	/** Whether the last send failed only for now; the connection is over otherwise. */
	protected mayGoOn(error = errno()): boolean {
		if (error === EAGAIN || error === EINTR) return true;
		this.fatalError(osError(error, "send", { fd: this.fd }), "Fatal write error on socket transport");
		return false;
	}

	/** Has it called when there is room; says whether that can be. */
	protected watchWriting(): boolean {
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
		const { queue } = this;
		const endWanted = this.is(mark.endWanted);
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
		const { loan } = this;
		const drained = loan?.drained;
		if (loan === undefined || drained === undefined) return;
		loan.drained = undefined;
		if (drained.done()) return;
		if (this.isClosing()) {
			drained.setException(new ConnectionAbortedError(`Cannot go on: ${this} is closed`));
			return;
		}
		this.engine.driver.disown(this.fd);
		loan.owning = false;
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
