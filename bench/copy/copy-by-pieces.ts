/** Copies with AsyncFile: four readers, each of which writes what it has read and takes the next piece. */
import { alignedBuffer, type OpenOptions, open } from "evloop";

const piece = 1024 * 1024;
const readers = 4;

/**
 * Makes a function that copies a file.
 *
 * @param backend the backend of both files.
 * @returns the function.
 */
export function copyByPieces(backend: OpenOptions["backend"]) {
	return async (from: string, to: string): Promise<void> => {
		await using source = await open(from, "r", undefined, { backend });
		await using target = await open(to, "w", undefined, { backend });
		let next = 0;
		const reader = async () => {
			const buffer = alignedBuffer(piece);
			for (;;) {
				const position = next;
				next += piece;
				const count = await source.readInto(buffer, position);
				if (count === 0) return;
				await target.pwrite(buffer.subarray(0, count), position);
			}
		};
		await Promise.all(Array.from({ length: readers }, reader));
	};
}
