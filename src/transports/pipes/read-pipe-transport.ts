/** The transport that reads from a pipe. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import type { Future } from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { EVENT_READ } from "../../selectors/index.js";
import { checkProtocol } from "../check-protocol.js";
import type { ReadTransport } from "../interfaces/index.js";
import type { Protocol } from "../protocols/index.js";
import type { PipeDescriptor } from "./pipe-descriptor.js";
import { PipeTransport } from "./pipe-transport.js";

const { EAGAIN, EINTR, EIO } = constants.errno;

/** How much is asked for at once, in bytes: as much as a pipe holds. */
const readSize = 65_536;
/** How often one event has it read while there is more than that: others have their turn, too. */
const mostReads = 4;
const methods = ["connectionMade", "connectionLost", "dataReceived", "eofReceived"];

/** A byte stream from a pipe, a terminal or a socket. */
export class ReadPipeTransport extends PipeTransport<Protocol> implements ReadTransport {
	/** Whether readiness watches it. */
	private watching: boolean;
	/** Whether the protocol wants nothing just now. */
	private paused: boolean;

	/**
	 * @param engine the engine.
	 * @param pipe the pipe; the transport's own from here on.
	 * @param protocol its protocol.
	 * @param waiter told when the protocol has heard of the pipe.
	 * @throws TypeError if the protocol is none.
	 * @throws RuntimeError if the pipe belongs to another transport.
	 */
	constructor(engine: SelectorEngine, pipe: PipeDescriptor, protocol: Protocol, waiter?: Future<void>) {
		checkReadProtocol(protocol);
		super(engine, pipe, protocol);
		this.watching = false;
		this.paused = false;
		this.start(waiter);
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
		try {
			this.startReading();
		} catch (error) {
			this.fatalError(error, "Fatal error: cannot watch the pipe");
		}
	}

	/** It sends nothing. */
	override getWriteBufferSize(): number {
		return 0;
	}

	protected override accept(protocol: unknown): asserts protocol is Protocol {
		checkReadProtocol(protocol);
	}

	protected override startReading(): void {
		if (this.watching || this.paused) return;
		this.watch(EVENT_READ, () => {
			if (this.watching) this.context.runInAsyncScope(this.receive, this);
		});
		this.watching = true;
	}

	protected override stopReading(): void {
		if (!this.watching) return;
		this.watching = false;
		this.unwatch(EVENT_READ);
	}

	protected override dropUnsent(): void {}

	private receive(): void {
		for (let reads = 0; reads < mostReads; reads += 1) {
			if (!this.receiveOnce() || !this.watching) return;
		}
	}

	/** Reads once; says whether there may be more. */
	private receiveOnce(): boolean {
		const { slab } = this.engine;
		const received = this.pipe.read(slab.reserve(readSize), readSize);
		if (received <= 0) return this.receivedNothing(-received);
		try {
			const returned: unknown = this.protocol.dataReceived(slab.take(received));
			// An async method: what it awaits it says in a microtask.
			if (returned !== undefined) this.engine.promiseSettled();
		} catch (exception) {
			this.fatalError(exception, "Fatal error: protocol.dataReceived() call failed.");
		}
		return received === readSize;
	}

	/** The end of the stream, nothing there after all, or an error; says whether to try again. */
	private receivedNothing(error: number): boolean {
		if (error === EINTR) return true;
		if (error === EAGAIN) return false;
		// A terminal's master says it so when nobody has the terminal open any more.
		if (error === 0 || (error === EIO && this.pipe.kind === "device")) this.receivedEnd();
		else this.fatalError(osError(error, "read", { fd: this.pipe.fd }), "Fatal read error on pipe transport");
		return false;
	}

	private receivedEnd(): void {
		this.engine.enqueue({ run: () => this.tellEnd() });
		this.close();
	}

	private tellEnd(): void {
		try {
			this.context.runInAsyncScope(this.protocol.eofReceived, this.protocol);
		} catch (exception) {
			this.report(exception, "protocol.eofReceived() failed");
		}
	}
}

function checkReadProtocol(protocol: unknown): asserts protocol is Protocol {
	checkProtocol(protocol, methods, "the protocol of a pipe that is read");
}
