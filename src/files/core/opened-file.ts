/**
 * What a file is behind its face: the descriptor, the place, what is under way.
 *
 * The place is ours, not the kernel's, so that every backend sees positions. What has no position of its own goes through a
 * turnstile, one after the other; all else goes side by side. A descriptor is closed when nothing uses it any more: its number
 * would be somebody else's.
 */
import { close, closeSync } from "node:fs";
import { constants } from "node:os";
import { osError, RuntimeError } from "../../errors.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	type Future,
	Operation,
	type OperationOptions,
} from "../../futures/index.js";
import { ByteQueue } from "../../internal/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { announceClosing } from "../../sockets/internals.js";
import { type FileBackend, inFlight } from "../backends/index.js";
import { FileMemoryPool } from "../memory/index.js";
import {
	type Channel,
	type DescriptorState,
	PlacedChannel,
	StreamChannel,
	Turnstile,
} from "../transfers/index.js";
import { Closing } from "./closing.js";
import { describeFailure } from "./describe-failure.js";

const { EBADF, EIO, ESPIPE } = constants.errno;
const plainPools = new WeakMap<SelectorEngine, FileMemoryPool>();

/** What a file is made of. */
export interface OpenedFileParts {
	readonly engine: SelectorEngine;
	readonly backend: FileBackend;
	/** What does the things that the backend does not, if it is one of that kind. */
	readonly fallback: FileBackend | undefined;
	/** The descriptor, open. */
	readonly fd: number;
	/** The path it was opened by. */
	readonly path: string;
	/** Whether its bytes have places. */
	readonly placed: boolean;
	/** Whether it was opened to append. */
	readonly appends: boolean;
	/** What lengths and positions are multiples of: 1 without O_DIRECT. */
	readonly alignment: number;
	/** The place where it begins. */
	readonly place: number;
}

/** One pool for all files of a loop, except for those that want their memory aligned. */
function poolOf(engine: SelectorEngine, alignment: number): FileMemoryPool {
	if (alignment > 1) return new FileMemoryPool(Math.max(alignment, 4096));
	let pool = plainPools.get(engine);
	if (pool === undefined) {
		pool = new FileMemoryPool(1);
		plainPools.set(engine, pool);
	}
	return pool;
}

/** An open file. */
export class OpenedFile {
	readonly engine: SelectorEngine;
	readonly backend: FileBackend;
	readonly channel: Channel;
	readonly pool: FileMemoryPool;
	readonly state: DescriptorState;
	readonly appends: boolean;
	/** For what reads at the file's own place, or has none. */
	readonly reading: Turnstile;
	/** For what writes there: the same one, except for pipes and terminals. */
	readonly writing: Turnstile;
	/** The file's own place. */
	place: number;
	/** What was read beyond the last line, and is not the caller's yet. */
	readonly ahead: ByteQueue;
	/** The place of the first byte of it. */
	aheadPlace: number;
	/** Grows when something is written, so that what was read ahead meanwhile is not believed. */
	changes: number;
	/** Told when the descriptor is given up. */
	whenGivenUp: () => void;
	#underWay = 0;
	#closing: Closing | undefined;

	/** @param parts what it is made of; the descriptor is its own from now on. */
	constructor({ engine, backend, fallback, fd, path, placed, appends, alignment, place }: OpenedFileParts) {
		this.engine = engine;
		this.backend = backend;
		this.state = { fd, path };
		this.appends = appends;
		this.pool = poolOf(engine, alignment);
		this.channel = placed
			? new PlacedChannel(backend, fallback, this.state, appends, alignment)
			: new StreamChannel(engine, this.state);
		this.reading = new Turnstile(engine);
		this.writing = placed ? this.reading : new Turnstile(engine);
		this.place = place;
		this.ahead = new ByteQueue();
		this.aheadPlace = 0;
		this.changes = 0;
		this.whenGivenUp = () => {};
	}

	/** Whether it was closed, or is being closed. */
	get closed(): boolean {
		return this.#closing !== undefined || this.state.fd < 0;
	}

	/**
	 * Refuses what is asked of a closed file or a closed loop.
	 *
	 * @param syscall what it is needed for.
	 * @throws OSError with EBADF where it is closed.
	 * @throws RuntimeError where the loop is.
	 */
	expectOpen(syscall: string): void {
		if (this.closed) throw osError(EBADF, syscall, { path: this.state.path });
		if (this.engine.isClosed) throw new RuntimeError(`Cannot ${syscall}: the loop is closed`);
	}

	/**
	 * Begins an operation; its first step is taken within this call.
	 *
	 * @param syscall what it does, for errors.
	 * @param options a signal that takes it back.
	 * @param body makes the coroutine that carries it out.
	 * @returns its future.
	 */
	begin<T>(syscall: string, options: OperationOptions | undefined, body: () => Coroutine<T>): Future<T> {
		this.expectOpen(syscall);
		const aborted = alreadyAborted<T>(this.engine, options);
		return aborted ?? abortable(new Operation(this.engine, this.#during(body)), options);
	}

	/**
	 * Begins an operation that needs places.
	 *
	 * @param syscall what it does, for errors.
	 * @param options a signal that takes it back.
	 * @param body makes the coroutine that carries it out.
	 * @returns its future; it fails with ESPIPE where there are none.
	 */
	beginPlaced<T>(
		syscall: string,
		options: OperationOptions | undefined,
		body: () => Coroutine<T>,
	): Future<T> {
		if (this.channel.placed) return this.begin(syscall, options, body);
		const { path } = this.state;
		// biome-ignore lint/correctness/useYield: it fails before it waits
		return this.begin<T>(syscall, options, function* () {
			throw osError(ESPIPE, syscall, { path });
		});
	}

	/**
	 * Closes the descriptor when nothing uses it any more; what waits for a pipe or a terminal is told at once.
	 *
	 * @returns the future of it, the same one every time.
	 */
	close(): Closing {
		if (this.#closing !== undefined) return this.#closing;
		this.#closing = new Closing(this.engine);
		if (this.state.fd < 0) this.#closing.setResult();
		else if (this.#underWay === 0 || !this.channel.placed || this.#isForsaken()) this.#giveBack();
		return this.#closing;
	}

	/** What was read ahead may not be what the file says any more; what came from a pipe is kept. */
	contentChanged(): void {
		if (!this.channel.placed) return;
		this.changes += 1;
		this.ahead.clear();
	}

	/**
	 * Gives the descriptor away.
	 *
	 * @returns its number; -1 where it is closed.
	 * @throws RuntimeError where something uses it.
	 */
	detach(): number {
		if (this.closed) return -1;
		if (this.#underWay > 0) {
			throw new RuntimeError(
				`Cannot detach '${this.state.path}': ${this.#underWay} operations are under way`,
			);
		}
		return this.#takeOut();
	}

	/** An operation begins: the descriptor stays open until {@link OpenedFile.leave}. */
	enter(): void {
		this.#underWay += 1;
	}

	/** An operation has ended. */
	leave(): void {
		this.#underWay -= 1;
		if (this.#underWay === 0 && this.#closing !== undefined && this.state.fd >= 0) this.#giveBack();
	}

	*#during<T>(body: () => Coroutine<T>): Coroutine<T> {
		this.enter();
		try {
			return yield* body();
		} catch (error) {
			throw describeFailure(error, this.state.path);
		} finally {
			this.leave();
		}
	}

	/** Whether its loop is closed, and has left tasks standing in its operations, which never end then. */
	#isForsaken(): boolean {
		const { engine } = this;
		return engine.isClosed && ![...inFlight].some((operation) => operation.belongsTo(engine));
	}

	#takeOut(): number {
		const { fd } = this.state;
		this.state.fd = -1;
		this.whenGivenUp();
		announceClosing(fd);
		return fd;
	}

	#giveBack(): void {
		const { fd } = this.state;
		try {
			this.#takeOut();
		} finally {
			this.#closeDescriptor(fd);
		}
	}

	#closeDescriptor(fd: number): void {
		if (!this.engine.host.blocks && !this.engine.isClosed) {
			close(fd, (error) => this.#finish(error));
			return;
		}
		// Nobody would hear of a thread's answer.
		try {
			closeSync(fd);
			this.#finish(null);
		} catch (error) {
			this.#finish(error as NodeJS.ErrnoException);
		}
	}

	#finish(error?: NodeJS.ErrnoException | null): void {
		const { path } = this.state;
		if (!error) this.#closing?.setResult();
		else this.#closing?.setException(osError(-(error.errno ?? -EIO), "close", { path }));
	}
}
