/** Files through Linux AIO. */
import { constants } from "node:os";
import { aioOp, largestTransfer } from "../../ffi/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { checkOpen, type FileBackend, type FileMemory, type FilePlace } from "../backends/index.js";
import { AioFileOperation } from "./aio-file-operation.js";
import type { EngineAio } from "./engine-aio.js";

const { EINVAL } = constants.errno;

/** Carries out an engine's requests with AIO. It knows no requests without a position: they end with EINVAL. */
export class AioBackend implements FileBackend {
	readonly name = "aio";
	readonly #engine: SelectorEngine;
	readonly #aio: EngineAio;

	/**
	 * @param engine the engine.
	 * @param aio its context.
	 */
	constructor(engine: SelectorEngine, aio: EngineAio) {
		this.#engine = engine;
		this.#aio = aio;
	}

	read(place: FilePlace, memory: FileMemory, length: number): AioFileOperation {
		return this.#transfer("read", aioOp.PREAD, place, memory, length);
	}

	write(place: FilePlace, memory: FileMemory, length: number): AioFileOperation {
		return this.#transfer("write", aioOp.PWRITE, place, memory, length);
	}

	sync(fd: number, dataOnly: boolean): AioFileOperation {
		const name = dataOnly ? "fdatasync" : "fsync";
		const operation = dataOnly ? aioOp.FDSYNC : aioOp.FSYNC;
		return this.#submit(name, { operation, fd, address: 0, length: 0, position: 0 }, undefined);
	}

	#transfer(
		name: string,
		operation: number,
		{ fd, position }: FilePlace,
		memory: FileMemory,
		length: number,
	): AioFileOperation {
		const size = Math.min(length, largestTransfer);
		return this.#submit(name, { operation, fd, address: memory.address, length: size, position }, memory);
	}

	#submit(
		name: string,
		details: AioFileOperation["details"],
		memory: FileMemory | undefined,
	): AioFileOperation {
		checkOpen(this.#engine, name);
		const operation = new AioFileOperation(this.#engine, this.#aio, name, details, memory);
		// On a pipe the kernel would not look at the position, and would block in the call that hands the request in.
		if (details.position < 0) operation.conclude(-EINVAL);
		else this.#aio.add(operation);
		return operation;
	}
}
