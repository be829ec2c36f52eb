/** A read that one request most often does: its future, and who is told of the request's end, in one object. */
import { constants } from "node:os";
import { Future } from "../../futures/index.js";
import type { FileListener, FileMemory, FileOperation } from "../backends/index.js";
import { describeFailure, type OpenedFile } from "../core/index.js";
import { memoryFrom } from "../memory/index.js";
import type { PlacedChannel } from "../transfers/index.js";

const { EINVAL } = constants.errno;

/**
 * The future of what a read at a position brings. It ends when the kernel has let go of the memory, also where it is cancelled or
 * aborted.
 */
export abstract class SingleRead<T> extends Future<T> implements FileListener {
	protected readonly file: OpenedFile;
	protected readonly memory: FileMemory;
	private readonly channel: PlacedChannel;
	private readonly length: number;
	private readonly position: number;
	private got: number;
	private otherwise: boolean;
	private operation: FileOperation | undefined;
	/** What ends it when the kernel has let go: it was cancelled, or aborted. */
	private ending: (() => void) | undefined;

	/**
	 * @param file the file.
	 * @param channel its channel.
	 * @param memory where to.
	 * @param length how many bytes at most.
	 * @param position where from.
	 */
	constructor(
		file: OpenedFile,
		channel: PlacedChannel,
		memory: FileMemory,
		length: number,
		position: number,
	) {
		super(file.engine);
		this.file = file;
		this.channel = channel;
		this.memory = memory;
		this.length = length;
		this.position = position;
		this.got = 0;
		this.otherwise = false;
		this.operation = undefined;
		this.ending = undefined;
		file.enter();
	}

	/**
	 * Makes the result.
	 *
	 * @param got how many bytes were read.
	 * @returns the result; the memory is given back or away.
	 */
	protected abstract outcome(got: number): T;

	/** Gives the memory back, unread. */
	protected abstract giveBack(): void;

	/**
	 * Begins.
	 *
	 * @returns itself.
	 */
	begin(): this {
		try {
			this.request();
		} catch (error) {
			this.fail(error);
		}
		return this;
	}

	concluded(result: number, cancelled: boolean): void {
		if (cancelled) {
			this.leave();
			// Where nobody else did, the loop cancels it while it is being closed.
			if (this.ending !== undefined) this.ending();
			else super.cancel();
		} else if (result === -EINVAL && this.got === 0 && this.triesOtherwise()) return;
		else if (result < 0) this.fail(this.operation?.errorOf(-result));
		else this.received(result);
	}

	override cancel(message?: string): boolean {
		return this.endBy(() => super.cancel(message));
	}

	/**
	 * Ends it with an error.
	 *
	 * @param reason the error.
	 */
	abort(reason: unknown): void {
		this.endBy(() => this.setException(reason));
	}

	private endBy(ending: () => void): boolean {
		if (this.done()) return false;
		const isFirst = this.ending === undefined;
		this.ending = ending;
		if (isFirst) this.operation?.cancel();
		return true;
	}

	private received(count: number): void {
		this.got += count;
		const { got, length, channel } = this;
		// With O_DIRECT a part of a block is the last one, and nothing may be asked for behind it.
		if (count === 0 || got === length || got % channel.alignment !== 0) {
			this.finish();
			return;
		}
		try {
			this.request();
		} catch (error) {
			this.fail(error);
		}
	}

	private finish(): void {
		let result: T;
		try {
			result = this.outcome(this.got);
		} catch (error) {
			this.file.leave();
			this.setException(error);
			return;
		}
		this.file.leave();
		this.setResult(result);
	}

	private fail(error: unknown): void {
		this.leave();
		this.setException(describeFailure(error, this.file.state.path));
	}

	private leave(): void {
		this.giveBack();
		this.file.leave();
	}

	private triesOtherwise(): boolean {
		this.otherwise = true;
		try {
			return this.request();
		} catch (error) {
			this.fail(error);
			return true;
		}
	}

	/** Says whether there was somebody to be asked. */
	private request(): boolean {
		const { got } = this;
		const operation = this.channel.beginRead(
			memoryFrom(this.memory, got),
			this.length - got,
			this.position + got,
			this.otherwise,
		);
		if (operation === undefined) return false;
		this.operation = operation;
		operation.listener = this;
		return true;
	}
}
