/** Files through io_uring. */
import { fsyncDataOnly, largestTransfer, uringOp } from "../../ffi/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { checkOpen, type FileBackend, type FileMemory, type FilePlace } from "../backends/index.js";
import { RingFileOperation } from "./ring-file-operation.js";
import type { RingPort } from "./ring-port.js";

const asFsync = {};
const asFdatasync = { flags: fsyncDataOnly };

/** Carries out an engine's requests with a ring. */
export class RingBackend implements FileBackend {
	readonly name = "io_uring";
	readonly #engine: SelectorEngine;
	readonly #port: RingPort;

	/**
	 * @param engine the engine.
	 * @param port its ring.
	 */
	constructor(engine: SelectorEngine, port: RingPort) {
		this.#engine = engine;
		this.#port = port;
	}

	read(place: FilePlace, memory: FileMemory, length: number): RingFileOperation {
		return this.#transfer("read", uringOp.READ, place, memory, length);
	}

	write(place: FilePlace, memory: FileMemory, length: number): RingFileOperation {
		return this.#transfer("write", uringOp.WRITE, place, memory, length);
	}

	sync(fd: number, dataOnly: boolean): RingFileOperation {
		const name = dataOnly ? "fdatasync" : "fsync";
		checkOpen(this.#engine, name);
		const operation = new RingFileOperation(this.#engine, this.#port, name, fd);
		return operation.submit(uringOp.FSYNC, undefined, 0, dataOnly ? asFdatasync : asFsync);
	}

	#transfer(
		name: string,
		operation: number,
		{ fd, position }: FilePlace,
		memory: FileMemory,
		length: number,
	): RingFileOperation {
		checkOpen(this.#engine, name);
		const size = Math.min(length, largestTransfer);
		const request = new RingFileOperation(this.#engine, this.#port, name, fd);
		return request.submit(operation, memory, size, { offset: position });
	}
}
