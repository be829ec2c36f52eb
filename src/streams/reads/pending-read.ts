/**
 * A read that had to wait: one object is the operation and its future.
 *
 * The reader asks it after each chunk whether that is enough, and it settles itself: whoever awaits it goes on in the next
 * round, with no step between. Its bytes it takes only when somebody looks at the result. That is what asyncio does, whose
 * coroutine takes them when it goes on: what else arrives in the same round comes along, and where the read is cancelled
 * after they came and before anybody has seen them, they are still there for the next read.
 *
 * The fields are TypeScript's, as those of Future: one is made for each message.
 */
import { RuntimeError } from "../../errors.js";
import { Future, type Scheduler } from "../../futures/index.js";
import type { ReadSource } from "./read-source.js";

/** A read that waits for bytes. */
export abstract class PendingRead extends Future<Buffer> {
	protected readonly source: ReadSource;
	/** Whether it is settled but has not taken its bytes. */
	private claims: boolean;

	/**
	 * @param scheduler the loop it belongs to.
	 * @param source the reader.
	 */
	constructor(scheduler: Scheduler, source: ReadSource) {
		super(scheduler);
		this.source = source;
		this.claims = false;
	}

	/**
	 * Settles it, by {@link PendingRead.ready} or {@link PendingRead.fail}, if what has arrived decides it.
	 *
	 * @param ended whether nothing more will arrive.
	 */
	protected abstract check(ended: boolean): void;

	/**
	 * Takes its bytes.
	 *
	 * @returns the bytes.
	 */
	protected abstract collect(): Buffer;

	/**
	 * Settles it if what has arrived decides it.
	 *
	 * @param ended whether nothing more will arrive.
	 * @returns whether it is settled.
	 */
	decide(ended: boolean): boolean {
		if (!this.done()) this.check(ended);
		return this.done();
	}

	/** Takes its bytes if it has a right to them: somebody looks at the result, or another read begins. */
	look(): void {
		if (!this.claims) return;
		this.claims = false;
		if (super.failure() === undefined) this.supply(this.collect());
		else this.source.queue.clear();
		this.source.finished(this);
	}

	override result(): Buffer {
		if (this.claims) this.look();
		return super.result();
	}

	override exception(): unknown {
		if (this.claims) this.look();
		return super.exception();
	}

	override failure(): { readonly reason: unknown } | undefined {
		if (this.claims) this.look();
		return super.failure();
	}

	override setResult(_value: Buffer): void {
		throw new RuntimeError("Cannot set the result of a read: the stream does");
	}

	override setException(_exception: unknown): void {
		throw new RuntimeError("Cannot set the exception of a read: set that of the reader");
	}

	/**
	 * Takes it back. Nothing is lost: the bytes stay for the next read, also where they have arrived but nobody has seen
	 * them.
	 *
	 * @param message what the CancelledError says.
	 * @returns false if somebody has its result already; else true.
	 */
	override cancel(message?: string): boolean {
		if (this.claims) {
			this.claims = false;
			this.recall(message);
		} else if (!super.cancel(message)) return false;
		this.source.finished(this);
		return true;
	}

	/**
	 * Makes it fail from outside: its signal was aborted, or the connection is lost. The bytes stay where they are.
	 *
	 * @param reason what it fails with.
	 */
	abort(reason: unknown): void {
		if (this.done()) return;
		this.source.finished(this);
		super.setException(reason);
	}

	/** It has what it needs: {@link PendingRead.collect} will take that. */
	protected ready(): void {
		this.claims = true;
		super.setResult(undefined as unknown as Buffer);
	}

	/**
	 * It ends with an error that holds what is left of the stream, and takes that.
	 *
	 * @param error the error.
	 */
	protected failWithRest(error: Error): void {
		this.claims = true;
		super.setException(error);
	}
}
