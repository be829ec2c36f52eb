/**
 * The backend of every system: Node's threads read and write, and its loop tells when they have.
 *
 * Outside of evloop's core, Node's own calls are taken: they know all systems.
 */
import { fdatasync, fsync, read, write } from "node:fs";
import { RuntimeError } from "../../errors.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { FileBackend, FileMemory, FileOperation, FilePlace } from "../backends/index.js";
import { ThreadOperation } from "./thread-operation.js";

/** Node's word for the descriptor's own place. */
function placeOf(position: number): number | null {
	return position < 0 ? null : position;
}

class ThreadBackend implements FileBackend {
	readonly name = "threads";
	readonly #engine: SelectorEngine;

	constructor(engine: SelectorEngine) {
		this.#engine = engine;
	}

	read({ fd, position }: FilePlace, memory: FileMemory, length: number): FileOperation {
		const operation = this.#begin("read", fd);
		read(fd, memory.bytes, 0, length, placeOf(position), operation.finish);
		return operation;
	}

	write({ fd, position }: FilePlace, memory: FileMemory, length: number): FileOperation {
		const operation = this.#begin("write", fd);
		write(fd, memory.bytes, 0, length, placeOf(position), operation.finish);
		return operation;
	}

	sync(fd: number, dataOnly: boolean): FileOperation {
		const operation = this.#begin(dataOnly ? "fdatasync" : "fsync", fd);
		if (dataOnly) fdatasync(fd, operation.finish);
		else fsync(fd, operation.finish);
		return operation;
	}

	#begin(syscall: string, fd: number): ThreadOperation {
		if (this.#engine.host.blocks) {
			throw new RuntimeError(
				`Cannot ${syscall} by a thread while the loop blocks its own: the answer comes through Node's loop`,
			);
		}
		return new ThreadOperation(this.#engine, syscall, fd);
	}
}

/**
 * Makes the backend of a loop.
 *
 * @param engine the loop's engine.
 * @returns the backend.
 */
export function makeThreadBackend(engine: SelectorEngine): FileBackend {
	return new ThreadBackend(engine);
}
