/** A request about a file, and the future of what it brings. */
import { Future, type Scheduler } from "../../futures/index.js";

/** What an operation needs of its loop. */
export interface FileOperationOwner extends Scheduler {
	/** One thing more keeps the process alive. */
	retain(): void;
	/** One thing less keeps the process alive. */
	release(): void;
}

/** Who is told how an operation has ended, in place of its future. */
export interface FileListener {
	/**
	 * The kernel has let go.
	 *
	 * @param result how many bytes were moved; a negative error number where it failed.
	 * @param cancelled whether it was cancelled, and the result says nothing.
	 */
	concluded(result: number, cancelled: boolean): void;
}

/**
 * The future of how many bytes were moved.
 *
 * To cancel it asks the kernel to leave off. The future is cancelled when the kernel has let go of the memory, and not
 * before: what it began on a disk it mostly ends. So once the operation is done, cancelled or not, its memory is free.
 */
export abstract class FileOperation extends Future<number> {
	private readonly engine: FileOperationOwner;
	/** Told of the end, where somebody makes another future of it; this one is never done then. */
	listener: FileListener | undefined;
	/** Whether the cancellation was asked for, and with which message. */
	private cancelWish: { readonly message: string | undefined } | undefined;

	/** @param owner the engine; it is kept from ending until the operation is done. */
	constructor(owner: FileOperationOwner) {
		super(owner);
		this.engine = owner;
		this.listener = undefined;
		this.cancelWish = undefined;
		owner.retain();
	}

	/** Asks the kernel to leave off. Where it does at once, {@link FileOperation.conclude} has been called on return. */
	protected abstract leaveOff(): void;

	/**
	 * Makes the error of a failure.
	 *
	 * @param error the error number, positive.
	 * @returns the error.
	 */
	abstract errorOf(error: number): Error;

	/**
	 * Tells whose it is.
	 *
	 * @param owner an engine.
	 * @returns whether it is that one's.
	 */
	belongsTo(owner: FileOperationOwner): boolean {
		return this.engine === owner;
	}

	override cancel(message?: string): boolean {
		if (this.done()) return false;
		const isFirst = this.cancelWish === undefined;
		this.cancelWish = { message };
		if (isFirst) this.leaveOff();
		return true;
	}

	/**
	 * Is told what it came to; the kernel has let go.
	 *
	 * @param result how many bytes were moved; a negative error number where it failed.
	 */
	conclude(result: number): void {
		this.engine.release();
		if (this.listener !== undefined) this.listener.concluded(result, this.cancelWish !== undefined);
		else if (this.cancelWish !== undefined) super.cancel(this.cancelWish.message);
		else if (result < 0) this.setException(this.errorOf(-result));
		else this.setResult(result);
	}
}
