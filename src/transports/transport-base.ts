/**
 * What all transports have in common: their life from `connectionMade` to `connectionLost`, and the flow control of what
 * they send.
 *
 * A subclass says how it reads, what waits to be sent, and how its descriptor is given back. The order of events is
 * asyncio's: protocols are called from the loop's rounds only, `pauseWriting` excepted, which `write` calls itself.
 */
import { ConnectionAbortedError, OSError } from "../errors.js";
import { type AsyncContext, captureContext, Future } from "../futures/index.js";
import { shownAs } from "../internal/index.js";
import type { Engine } from "../reactor/index.js";
import type { BaseTransport, TransportInfo, WriteBufferLimits } from "./interfaces/index.js";
import { type Mark, mark } from "./mark.js";
import type { BaseProtocol } from "./protocols/index.js";
import { TransportEnding } from "./transport-ending.js";
import { usualLimits, type WriteLimits, writeLimits } from "./write-limits.js";

/** Receives and sends. */
const OPEN = 0;
/** Sends what is left. */
const CLOSING = 1;
/** `connectionLost` is on its way. */
const LOST = 2;
/** `connectionLost` was called. */
const OVER = 3;

/** At so many writes to a lost connection a warning is given, once; asyncio's number. */
const tooManyLostWrites = 5;

/** Who keeps a list of transports: a server. */
export interface TransportGroup {
	/**
	 * Takes one in that is open.
	 *
	 * @param transport the transport.
	 */
	attach(transport: BaseTransport): void;
	/**
	 * Lets one go that is over.
	 *
	 * @param transport the transport.
	 */
	detach(transport: BaseTransport): void;
}

/** What every transport is made with. */
export interface TransportOptions {
	/** The context that the protocol is called in; that of the caller if absent. */
	readonly context?: AsyncContext | undefined;
	/** Who keeps a list of it. */
	readonly group?: TransportGroup | undefined;
}

/** The common part; its fields are TypeScript's `private`, since one is made for each connection. */
export abstract class TransportBase<P extends BaseProtocol = BaseProtocol> implements BaseTransport {
	protected readonly engine: Engine;
	protected readonly context: AsyncContext;
	protected protocol: P;
	private group: TransportGroup | undefined;
	private state: number;
	/** What is true of it: some of {@link mark}. */
	private marks: Mark;
	private limits: WriteLimits;
	private ending: TransportEnding | undefined;
	/** Done when the write buffer has drained; made when somebody asks. */
	private room: Future<void> | undefined;

	/**
	 * @param engine the engine.
	 * @param protocol the protocol, which was checked.
	 * @param options its context and its group.
	 */
	constructor(engine: Engine, protocol: P, options: TransportOptions) {
		this.engine = engine;
		this.context = options.context ?? captureContext();
		this.protocol = protocol;
		this.group = options.group;
		this.state = OPEN;
		this.marks = mark.holds | mark.met;
		this.limits = usualLimits;
		this.ending = undefined;
		this.room = undefined;
		engine.retain();
		this.group?.attach(this);
	}

	/** How many bytes wait to be sent. */
	abstract getWriteBufferSize(): number;
	/** How many bytes wait to be sent, as far as is known without asking. */
	protected get unsent(): number {
		return this.getWriteBufferSize();
	}
	/** Begins to receive, unless it was paused meanwhile. */
	protected abstract startReading(): void;
	/** Receives no more. Twice is harmless. */
	protected abstract stopReading(): void;
	/** Drops what was not sent yet, and stops waiting for room. */
	protected abstract dropUnsent(): void;
	/** Gives back what is beneath it. */
	protected abstract dispose(): void;
	/**
	 * Answers `getExtraInfo`.
	 *
	 * @param name what about.
	 * @returns the answer; `undefined` where it has none.
	 */
	protected abstract describe(name: keyof TransportInfo): unknown;
	/**
	 * Refuses what is no protocol for it.
	 *
	 * @param protocol what was given.
	 * @throws TypeError if it is none.
	 */
	protected abstract accept(protocol: unknown): asserts protocol is P;

	close(): void {
		if (this.state !== OPEN) return;
		this.state = CLOSING;
		this.stopReading();
		if (this.getWriteBufferSize() === 0) this.finish();
	}

	abort(): void {
		this.forceClose(undefined);
	}

	isClosing(): boolean {
		return this.state !== OPEN;
	}

	getExtraInfo<K extends keyof TransportInfo>(name: K): TransportInfo[K] | undefined;
	getExtraInfo<K extends keyof TransportInfo, D>(name: K, fallback: D): TransportInfo[K] | D;
	getExtraInfo(name: keyof TransportInfo, fallback?: unknown): unknown {
		return this.describe(name) ?? fallback;
	}

	setProtocol(protocol: BaseProtocol): void {
		this.accept(protocol);
		this.protocol = protocol;
	}

	getProtocol(): P {
		return this.protocol;
	}

	ref(): this {
		if (!this.is(mark.holds) && this.state !== OVER) {
			this.put(mark.holds, true);
			this.engine.retain();
		}
		return this;
	}

	unref(): this {
		if (this.is(mark.holds)) {
			this.put(mark.holds, false);
			this.engine.release();
		}
		return this;
	}

	getWriteBufferLimits(): [low: number, high: number] {
		const [low, high] = this.limits;
		return [low, high];
	}

	setWriteBufferLimits(limits?: WriteBufferLimits): void {
		const changed = writeLimits(limits);
		// What is only waiting for the end of the turn is none that the new limits are about; by the old ones it is not too much.
		this.getWriteBufferSize();
		this.limits = changed;
		this.wroteMore();
		this.sentSome();
	}

	/** Closes it, at the end of an `await using` block, and waits until it is lost. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.close();
		await this.whenOver();
	}

	/**
	 * Waits until `connectionLost` was called.
	 *
	 * @returns a future of nothing; it never fails.
	 */
	protected whenOver(): Future<void> {
		this.ending ??= new TransportEnding();
		const { ending } = this;
		if (ending.over === undefined) {
			ending.over = new Future<void>(this.engine);
			if (this.state === OVER) ending.over.setResult();
		}
		return ending.over;
	}

	/**
	 * Waits until no more than the low-water mark is left to be sent.
	 *
	 * @returns a future of nothing; it fails with a ConnectionAbortedError where the transport is over before.
	 * @internal
	 */
	whenRoom(): Future<void> {
		this.room ??= new Future<void>(this.engine);
		const { room } = this;
		this.tellRoom();
		return room;
	}

	/** So little must be left to be sent for more to be written, in bytes. */
	protected get low(): number {
		return this.limits[0];
	}

	/**
	 * Looks at a mark.
	 *
	 * @param which one of {@link mark}, or several.
	 * @returns whether it is set; of several, whether one is.
	 */
	protected is(which: Mark): boolean {
		return (this.marks & which) !== 0;
	}

	/**
	 * Sets a mark, or takes it back.
	 *
	 * @param which one of {@link mark}.
	 * @param value whether it is true of it.
	 */
	protected put(which: Mark, value: boolean): void {
		this.marks = value ? this.marks | which : this.marks & ~which;
	}

	/** Whether it takes no more bytes: `connectionLost` is on its way, or was called. */
	protected get isLost(): boolean {
		return this.state >= LOST;
	}

	/**
	 * Introduces itself to its protocol in the next round, then begins to receive.
	 *
	 * @param waiter told when that is done; it fails with what `connectionMade` throws.
	 */
	protected begin(waiter?: Future<void>): void {
		this.put(mark.met, false);
		const run = () => {
			this.put(mark.met, true);
			try {
				this.context.runInAsyncScope(this.protocol.connectionMade, this.protocol, this);
				if (this.state === OPEN) this.startReading();
				if (waiter !== undefined && !waiter.done()) waiter.setResult();
			} catch (exception) {
				// Whoever waits is told; the handler need not be.
				if (waiter !== undefined && !waiter.done()) {
					waiter.setException(exception);
					this.forceClose(exception);
				} else {
					this.fatalError(exception, "Fatal error: protocol.connectionMade() call failed.");
				}
			}
		};
		this.engine.enqueue({ run });
	}

	/**
	 * Ends it after something went wrong: the exception handler is told, unless it is the connection's own end.
	 *
	 * @param exception what went wrong.
	 * @param message where, for the exception handler.
	 */
	protected fatalError(exception: unknown, message: string): void {
		if (!(exception instanceof OSError)) this.report(exception, message);
		this.forceClose(exception);
	}

	/**
	 * Ends it at once.
	 *
	 * @param exception why; `undefined` where it was asked for.
	 */
	protected forceClose(exception: unknown): void {
		if (this.state >= LOST) {
			// A loop that is closed forgets what was enqueued: the end, too.
			if (this.state === LOST && this.engine.isClosed) this.engine.enqueue({ run: () => this.end() });
			return;
		}
		if (this.state === OPEN) this.stopReading();
		this.dropUnsent();
		this.lose(exception);
	}

	/** The write buffer has grown: perhaps the protocol must pause. */
	protected wroteMore(): void {
		if (this.is(mark.writingPaused | mark.several) || this.unsent <= this.limits[1]) return;
		this.put(mark.writingPaused, true);
		try {
			this.protocol.pauseWriting();
		} catch (exception) {
			this.report(exception, "protocol.pauseWriting() failed");
		}
	}

	/** The write buffer has shrunk: perhaps the protocol may go on, and all of it was sent that close() waits for. */
	protected sentSome(): void {
		if (this.room !== undefined) this.tellRoom();
		if (!this.is(mark.writingPaused) || this.unsent > this.low) return;
		this.put(mark.writingPaused, false);
		try {
			this.protocol.resumeWriting();
		} catch (exception) {
			this.report(exception, "protocol.resumeWriting() failed");
		}
	}

	/** Something was written although the connection is lost: it goes nowhere, and who goes on so is warned. */
	protected loseWrite(): void {
		this.ending ??= new TransportEnding();
		this.ending.lostWrites += 1;
		if (this.ending.lostWrites !== tooManyLostWrites) return;
		process.emitWarning(`${this}: writing goes on although the connection is lost`, "ResourceWarning");
	}

	/** All was sent: what close() waited for. */
	protected sentAll(): void {
		if (this.state === CLOSING) this.finish();
	}

	/** Ends it in good order, now that all was sent: it is lost, unless the peer is to be told first. */
	protected finish(): void {
		this.lose(undefined);
	}

	/**
	 * Leaves its group, which another transport over this one joins.
	 *
	 * @internal
	 */
	leaveGroup(): void {
		this.group?.detach(this);
		this.group = undefined;
	}

	/**
	 * Tells the exception handler.
	 *
	 * @param exception what was thrown.
	 * @param message where.
	 */
	protected report(exception: unknown, message: string): void {
		this.engine.callExceptionHandler({ message, exception, transport: this, protocol: this.protocol });
	}

	/**
	 * Tells the protocol that it is over, in the next round.
	 *
	 * @param exception why; `undefined` where it ended in good order.
	 */
	protected lose(exception: unknown): void {
		if (this.state >= LOST) return;
		this.state = LOST;
		this.ending ??= new TransportEnding();
		this.ending.reason = exception;
		this.engine.enqueue({ run: () => this.end() });
	}

	private tellRoom(): void {
		const { room } = this;
		if (room === undefined || (!this.isLost && this.unsent > this.low)) return;
		this.room = undefined;
		if (room.done()) return;
		if (this.isLost) room.setException(new ConnectionAbortedError("Cannot go on: the transport is closed"));
		else room.setResult();
	}

	private end(): void {
		if (this.state === OVER) return;
		const { protocol, ending } = this;
		try {
			if (this.is(mark.met)) this.context.runInAsyncScope(protocol.connectionLost, protocol, ending?.reason);
		} catch (failure) {
			this.report(failure, "protocol.connectionLost() failed");
		}
		this.state = OVER;
		try {
			this.dispose();
		} catch (failure) {
			// The descriptor was closed behind our back: nothing else may be left undone for that.
			this.report(failure, "Fatal error: cannot close the transport");
		}
		this.unref();
		this.group?.detach(this);
		const over = this.ending?.over;
		if (over !== undefined && !over.done()) over.setResult();
		this.tellRoom();
	}
}

shownAs(TransportBase, String);
