/** Measures one backend of AsyncFile. */
import { constants } from "node:fs";
import { alignedBuffer, type OpenOptions, open } from "evloop";
import { block, depth, type Figures, measureReads, path } from "./measure-reads.js";

/**
 * Reads through a backend: into memory that is used again, into fresh memory, and past the page cache.
 *
 * @param backend the backend.
 * @returns the figures.
 */
export async function measureBackend(backend: OpenOptions["backend"]): Promise<Figures> {
	const buffers = Array.from({ length: depth }, () => alignedBuffer(block));
	const bufferOf = (reader: number) => buffers[reader] as Buffer;
	const figures: Figures = {};
	{
		await using file = await open(path, "r", undefined, { backend });
		const readInto = (position: number, reader: number) => file.readInto(bufferOf(reader), position);
		Object.assign(figures, await measureReads("own memory", readInto));
		Object.assign(figures, await measureReads("fresh memory", (position) => file.pread(block, position)));
	}
	{
		await using file = await open(path, constants.O_DIRECT, undefined, { backend });
		const readInto = (position: number, reader: number) => file.readInto(bufferOf(reader), position);
		Object.assign(figures, await measureReads("O_DIRECT", readInto));
	}
	return figures;
}
