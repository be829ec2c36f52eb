/** Hands requests to Linux AIO, and takes the results, in step with an engine. */
import { fdatasync, fsync } from "node:fs";
import { constants } from "node:os";
import { aioOp, eventfd, platform, syscall } from "../../ffi/index.js";
import { MicrotaskFlush, type SelectorEngine } from "../../reactor/index.js";
import { BellWatch } from "../backends/index.js";
import { AioContext } from "./aio-context.js";
import type { AioCarrier, AioFileOperation } from "./aio-file-operation.js";

/** How many requests the kernel has at once; /proc/sys/fs/aio-max-nr is mostly 65,536, for all processes. */
const atOnce = 256;
const { EFD_CLOEXEC, EFD_NONBLOCK } = platform.files;
const { EAGAIN, EINVAL, EIO } = constants.errno;

/**
 * One context and one eventfd of an engine.
 *
 * Requests are collected and handed in with one call: before the engine waits, or at the end of the microtasks that are
 * under way. What the context has no room for is handed in when something has ended.
 */
export class EngineAio implements AioCarrier {
	readonly #context: AioContext;
	readonly #bell: BellWatch;
	/** Those that the kernel was not told of yet. */
	#waiting: AioFileOperation[] = [];
	/** By their slots. */
	readonly #submitted: (AioFileOperation | undefined)[] = [];
	/** Syncs that a thread carries out. */
	readonly #syncing = new Set<AioFileOperation>();
	readonly #flush = new MicrotaskFlush(() => this.#handIn());
	#closed = false;

	/**
	 * @param engine the engine.
	 * @throws NotImplementedError where there is no AIO.
	 * @throws OSError where the kernel refuses, or the process has no descriptor left.
	 */
	constructor(engine: SelectorEngine) {
		const fd = syscall("eventfd", eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
		this.#bell = new BellWatch(engine, fd, () => this.#collect(0));
		try {
			this.#context = new AioContext(atOnce, fd);
		} catch (error) {
			this.#bell.close();
			throw error;
		}
		engine.driver.waiting.before.push(() => this.#handIn());
	}

	/**
	 * Collects a request.
	 *
	 * @param operation the request.
	 */
	add(operation: AioFileOperation): void {
		this.#waiting.push(operation);
		this.#flush.ask();
	}

	leaveOff(operation: AioFileOperation): void {
		if (operation.slot >= 0) {
			// Mostly refused: a disk ends what it has begun. What it came to is told in any case.
			this.#context.cancel(operation.slot);
			return;
		}
		const at = this.#waiting.indexOf(operation);
		if (at >= 0) this.#waiting.splice(at, 1);
		// Neither here nor there: a thread syncs it. That has no memory of ours, and nobody need wait for it.
		else if (!this.#syncing.delete(operation)) return;
		operation.conclude(0);
	}

	/** Waits for what the kernel has; whoever waits for it was cancelled before. */
	close(): void {
		while (this.#context.taken > 0) this.#collect(1);
		this.#closed = true;
		this.#context.destroy();
		this.#bell.close();
	}

	/** Hands in what there is room for; says whether anything has ended by that. */
	#handIn(): boolean {
		if (this.#closed || this.#waiting.length === 0) return false;
		const slots: number[] = [];
		while (slots.length < this.#waiting.length) {
			const slot = this.#context.prepare((this.#waiting[slots.length] as AioFileOperation).details);
			if (slot < 0) break;
			slots.push(slot);
		}
		const operations = this.#waiting.splice(0, slots.length);
		return this.#submit(operations, slots);
	}

	#submit(operations: AioFileOperation[], slots: number[]): boolean {
		let hasEnded = false;
		let begin = 0;
		while (begin < slots.length) {
			const accepted = this.#context.submit(slots.slice(begin));
			const count = Math.max(0, accepted);
			for (let i = begin; i < begin + count; i += 1) this.#note(operations[i], slots[i] as number);
			begin += count;
			if (accepted >= 0 && begin === slots.length) break;
			// What comes next is refused, as the next call says if this one has not.
			if (accepted > 0) continue;
			if (accepted === -EAGAIN && this.#isBusy(slots.length - begin)) {
				for (const slot of slots.slice(begin)) this.#context.release(slot);
				this.#waiting = [...operations.slice(begin), ...this.#waiting];
				break;
			}
			this.#context.release(slots[begin] as number);
			const error = accepted === 0 ? -EIO : accepted;
			hasEnded = this.#refuse(operations[begin] as AioFileOperation, error) || hasEnded;
			begin += 1;
		}
		return hasEnded;
	}

	/** Whether something is under way, beside what is being handed in, that will make room when it has ended. */
	#isBusy(refused: number): boolean {
		return this.#context.taken > refused;
	}

	#note(operation: AioFileOperation | undefined, slot: number): void {
		if (operation === undefined) return;
		operation.slot = slot;
		this.#submitted[slot] = operation;
	}

	/** Says whether it has ended: a sync that this file's system does not do so is done by a thread. */
	#refuse(operation: AioFileOperation, error: number): boolean {
		const { operation: kind, fd } = operation.details;
		if (error !== -EINVAL || (kind !== aioOp.FSYNC && kind !== aioOp.FDSYNC)) {
			operation.conclude(error);
			return true;
		}
		const sync = kind === aioOp.FSYNC ? fsync : fdatasync;
		this.#syncing.add(operation);
		sync(fd, (refusal) => {
			if (this.#syncing.delete(operation)) operation.conclude(refusal?.errno ?? 0);
		});
		return false;
	}

	#collect(least: number): void {
		if (this.#closed) return;
		this.#context.collect(least, this.#context.size, least === 0 ? 0 : undefined, (slot, result) => {
			const operation = this.#submitted[slot] as AioFileOperation;
			this.#submitted[slot] = undefined;
			operation.slot = -1;
			operation.conclude(result);
		});
		this.#handIn();
	}
}
