/** A file whose bytes have places: a backend reads and writes it. */
import { constants } from "node:os";
import { OSError, osError, ValueError } from "../../errors.js";
import type { Coroutine } from "../../futures/index.js";
import type { FileBackend, FileMemory, FileOperation, FilePlace } from "../backends/index.js";
import type { Channel } from "./channel.js";
import type { DescriptorState } from "./descriptor-state.js";
import { finishOperation } from "./finish-operation.js";

const { EBADF } = constants.errno;
/** No request is larger: between two of them an operation can be taken back. */
const largestRequest = 16 * 1024 * 1024;

/** Reads and writes by a backend. */
export class PlacedChannel implements Channel {
	readonly placed = true;
	readonly alignment: number;
	readonly #backend: FileBackend;
	/** What does the things that the backend does not do for this file: Linux AIO has no requests for /proc, for devices, for folders. */
	readonly #fallback: FileBackend | undefined;
	readonly #state: DescriptorState;
	/** Whether each write goes to the end, wherever that is. */
	readonly #appends: boolean;

	/**
	 * @param backend what carries requests out.
	 * @param fallback what does so where that says EINVAL, if anything.
	 * @param state the descriptor.
	 * @param appends whether the file was opened to append.
	 * @param alignment what lengths and positions are multiples of.
	 */
	constructor(
		backend: FileBackend,
		fallback: FileBackend | undefined,
		state: DescriptorState,
		appends: boolean,
		alignment: number,
	) {
		this.#backend = backend;
		this.#fallback = fallback;
		this.#state = state;
		this.#appends = appends;
		this.alignment = alignment;
	}

	/**
	 * Begins a single read; how it ended is told to its listener.
	 *
	 * @param memory where to.
	 * @param length how many bytes at most.
	 * @param position where from.
	 * @param otherwise whether what does the things that the backend does not is asked.
	 * @returns the read; `undefined` where there is nothing else to be asked.
	 * @throws OSError with EBADF where the file is closed.
	 */
	beginRead(
		memory: FileMemory,
		length: number,
		position: number,
		otherwise: boolean,
	): FileOperation | undefined {
		const backend = otherwise ? this.#fallback : this.#backend;
		return backend?.read(this.#place("read", position), memory, length);
	}

	*receive(memory: FileMemory, length: number, position: number): Coroutine<number> {
		const place = this.#place("read", position);
		const count = Math.min(length, largestRequest);
		return yield* this.#carryOut((backend) => backend.read(place, memory, count));
	}

	*send(memory: FileMemory, length: number, position: number): Coroutine<number> {
		// Linux appends whatever the position is; others do so only where none is given, and there the backend is the threads.
		const at = this.#appends && this.#backend.name === "threads" ? -1 : position;
		const place = this.#place("write", at);
		const count = Math.min(length, largestRequest);
		return yield* this.#carryOut((backend) => backend.write(place, memory, count));
	}

	*#carryOut(request: (backend: FileBackend) => FileOperation): Coroutine<number> {
		const fallback = this.#fallback;
		if (fallback === undefined) return yield* finishOperation(request(this.#backend));
		try {
			return yield* finishOperation(request(this.#backend));
		} catch (error) {
			if (!(error instanceof OSError && error.code === "EINVAL")) throw error;
			return yield* finishOperation(request(fallback));
		}
	}

	#place(syscall: string, position: number): FilePlace {
		const { fd, path } = this.#state;
		if (fd < 0) throw osError(EBADF, syscall, { path });
		if (position > 0 && position % this.alignment !== 0) {
			throw new ValueError(
				`Cannot ${syscall} '${path}' from ${position} on: O_DIRECT wants a multiple of ${this.alignment}`,
			);
		}
		return { fd, position };
	}
}
