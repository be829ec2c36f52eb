/**
 * A file whose bytes have no places: a pipe, a terminal, a socket's name.
 *
 * It is waited for as everything else is, and read when there is something: a thread that waits in read(2) could not be called
 * back, and what it then got would be lost. Opened by us, its description is ours alone, and non-blocking.
 */
import { constants } from "node:os";
import { OSError, osError, PermissionError } from "../../errors.js";
import { errno, read, write } from "../../ffi/index.js";
import { type Coroutine, waitOn } from "../../futures/index.js";
import { type SelectorEngine, waitReady } from "../../reactor/index.js";
import { EVENT_READ, EVENT_WRITE } from "../../selectors/index.js";
import type { FileMemory } from "../backends/index.js";
import type { Channel } from "./channel.js";
import type { DescriptorState } from "./descriptor-state.js";

const { EAGAIN, EBADF, EINTR } = constants.errno;
/** What is read or written in one call: others get their turn. */
const largestCall = 1024 * 1024;

type Call = (fd: number, bytes: Uint8Array, length: number) => number;

/** Reads and writes when the descriptor is ready. */
export class StreamChannel implements Channel {
	readonly placed = false;
	readonly alignment = 1;
	readonly #engine: SelectorEngine;
	readonly #state: DescriptorState;

	/**
	 * @param engine the loop's engine.
	 * @param state the descriptor, a non-blocking one.
	 */
	constructor(engine: SelectorEngine, state: DescriptorState) {
		this.#engine = engine;
		this.#state = state;
	}

	receive({ bytes }: FileMemory, length: number): Coroutine<number> {
		return this.#call("read", read, bytes, length, EVENT_READ);
	}

	send({ bytes }: FileMemory, length: number): Coroutine<number> {
		return this.#call("write", write, bytes, length, EVENT_WRITE);
	}

	*#call(syscall: string, call: Call, bytes: Buffer, length: number, event: number): Coroutine<number> {
		for (;;) {
			const { fd, path } = this.#state;
			if (fd < 0) throw osError(EBADF, syscall, { path });
			const moved = call(fd, bytes, Math.min(length, largestCall));
			if (moved >= 0) return moved;
			const error = errno();
			if (error === EAGAIN) yield* this.#wait(fd, event);
			else if (error !== EINTR) throw osError(error, syscall, { path });
		}
	}

	*#wait(fd: number, event: number): Coroutine<void> {
		try {
			yield* waitOn(waitReady(this.#engine, fd, event));
		} catch (error) {
			// A device that cannot be waited for is always ready.
			if (error instanceof PermissionError || (error instanceof OSError && error.code === "EINVAL")) return;
			throw error;
		}
	}
}
