/** The transport that writes to a pipe. */
import { constants } from "node:os";
import { osError, RuntimeError } from "../../errors.js";
import type { Future } from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { EVENT_READ, EVENT_WRITE } from "../../selectors/index.js";
import type { BytesLike } from "../../sockets/index.js";
import { byteLength, checkBytes } from "../../sockets/internals.js";
import { checkProtocol } from "../check-protocol.js";
import type { WriteTransport } from "../interfaces/index.js";
import { mark } from "../mark.js";
import type { BaseProtocol } from "../protocols/index.js";
import { SendQueue } from "../sending/index.js";
import { JoinedPieces } from "../sockets/index.js";
import type { PipeDescriptor } from "./pipe-descriptor.js";
import { PipeTransport } from "./pipe-transport.js";
import { lookForReader, tellsOfReader } from "./reader-watch.js";

const { EAGAIN, EINTR, EPIPE } = constants.errno;
const methods = ["connectionMade", "connectionLost", "pauseWriting", "resumeWriting"];

/** A byte stream to a pipe, a terminal or a socket. */
export class WritePipeTransport extends PipeTransport<BaseProtocol> implements WriteTransport {
	/** What waits to be written; made when something first has to. */
	private queue: SendQueue | undefined;
	/** Whether readiness watches whether the reader goes away. */
	private watching: boolean;
	/** Whether writeEof() was called. */
	private endWanted: boolean;

	/**
	 * @param engine the engine.
	 * @param pipe the pipe; the transport's own from here on.
	 * @param protocol its protocol.
	 * @param waiter told when the protocol has heard of the pipe.
	 * @throws TypeError if the protocol is none.
	 * @throws RuntimeError if the pipe belongs to another transport.
	 */
	constructor(engine: SelectorEngine, pipe: PipeDescriptor, protocol: BaseProtocol, waiter?: Future<void>) {
		checkWriteProtocol(protocol);
		super(engine, pipe, protocol);
		this.queue = undefined;
		this.watching = false;
		this.endWanted = false;
		this.start(waiter);
	}

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

	/** A pipe has one direction: its end is the transport's. */
	writeEof(): void {
		this.endWanted = true;
		this.close();
	}

	canWriteEof(): boolean {
		return true;
	}

	override getWriteBufferSize(): number {
		return this.queue === undefined ? 0 : this.queue.size;
	}

	protected override accept(protocol: unknown): asserts protocol is BaseProtocol {
		checkWriteProtocol(protocol);
	}

	/** Nothing is read; but the kernel tells of the reader's end as if there were something to read. */
	protected override startReading(): void {
		if (this.watching || !tellsOfReader(this.pipe)) return;
		this.watch(EVENT_READ, () => {
			if (this.watching) this.readable();
		});
		this.watching = true;
	}

	protected override stopReading(): void {
		if (!this.watching) return;
		this.watching = false;
		this.unwatch(EVENT_READ);
	}

	protected override dropUnsent(): void {
		if (this.getWriteBufferSize() === 0) return;
		this.queue?.clear();
		this.unwatch(EVENT_WRITE);
	}

	private readable(): void {
		const state = lookForReader(this.pipe);
		// What was sent to us nobody reads: the event would come again and again.
		if (state === "sent") this.stopReading();
		if (state !== "gone") return;
		if (this.getWriteBufferSize() > 0) this.forceClose(osError(EPIPE, "write", { fd: this.pipe.fd }));
		else this.close();
	}

	private expectWritable(): void {
		if (this.endWanted) throw new RuntimeError("Cannot write: writeEof() was called before");
	}

	/** Writes at once what the kernel takes, and keeps the rest. */
	private send(bytes: Uint8Array, length: number): void {
		if (length === 0 || this.isClosing()) return;
		let sent = 0;
		if (this.getWriteBufferSize() === 0) {
			if (this.engine.driver.takeTry()) {
				sent = this.pipe.write(bytes, length);
				if (sent === length) return;
				if (sent < 0 && !this.mayGoOn(-sent)) return;
			}
			if (!this.watchWriting()) return;
		}
		this.queue ??= new SendQueue();
		this.queue.push(bytes, Math.max(0, sent), length);
		this.wroteMore();
	}

	/** Whether a write failed only for now; the pipe is lost otherwise. */
	private mayGoOn(error: number): boolean {
		if (error === EAGAIN || error === EINTR) return true;
		this.fatalError(osError(error, "write", { fd: this.pipe.fd }), "Fatal write error on pipe transport");
		return false;
	}

	private watchWriting(): boolean {
		try {
			this.watch(EVENT_WRITE, () => this.sendMore());
			return true;
		} catch (error) {
			this.fatalError(error, "Fatal error: cannot watch the pipe");
			return false;
		}
	}

	/** There is room again: readiness has it called. */
	private sendMore(): void {
		const { queue, pipe } = this;
		if (queue === undefined || queue.size === 0) return;
		const sent = queue.flush(
			pipe.fd,
			(_, address, length) => pipe.writeFrom(address, length),
			pipe.writeGathered,
		);
		if (sent < 0) {
			this.mayGoOn(-sent);
			return;
		}
		if (queue.size === 0) this.unwatch(EVENT_WRITE);
		this.context.runInAsyncScope(this.sentSome, this);
		// resumeWriting() may have written more.
		if (queue.size === 0) this.sentAll();
	}
}

function checkWriteProtocol(protocol: unknown): asserts protocol is BaseProtocol {
	checkProtocol(protocol, methods, "the protocol of a pipe that is written to");
}
