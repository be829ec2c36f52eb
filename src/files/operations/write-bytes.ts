/** Writes bytes: at a position, or at the file's own place. */
import { fstatSync } from "node:fs";
import type { Coroutine } from "../../futures/index.js";
import { byteLength } from "../../sockets/internals.js";
import type { FileMemory } from "../backends/index.js";
import { describeFailure, type OpenedFile } from "../core/index.js";
import { steadyMemory } from "../memory/index.js";
import { writeAll } from "../transfers/index.js";

type Body = (memory: FileMemory, length: number) => Coroutine<number>;

/** Copies the bytes into memory of ours, unless nobody can take theirs away. */
function* withMemory({ pool }: OpenedFile, pieces: readonly Uint8Array[], body: Body): Coroutine<number> {
	const only = pieces.length === 1 ? pieces[0] : undefined;
	const steady = only === undefined ? undefined : steadyMemory(only, pool.alignment);
	if (steady !== undefined) return yield* body(steady, steady.bytes.length);
	const length = pieces.reduce((sum, piece) => sum + byteLength(piece), 0);
	const memory = pool.take(length);
	try {
		let filled = 0;
		for (const piece of pieces) {
			memory.bytes.set(piece, filled);
			filled += byteLength(piece);
		}
		return yield* body(memory, length);
	} finally {
		pool.give(memory);
	}
}

function* write(
	file: OpenedFile,
	memory: FileMemory,
	length: number,
	position: number,
	wrote: (count: number) => void,
): Coroutine<number> {
	let written = 0;
	file.contentChanged();
	try {
		yield* writeAll(file.channel, memory, length, position, (count) => {
			written += count;
			wrote(count);
		});
		return written;
	} catch (error) {
		throw describeFailure(error, file.state.path, written);
	} finally {
		file.contentChanged();
	}
}

/**
 * Writes at a position.
 *
 * @param file the file, one with places.
 * @param pieces what, one after the other.
 * @param position where to.
 * @returns the coroutine of how many bytes: all.
 */
export function writeAt(
	file: OpenedFile,
	pieces: readonly Uint8Array[],
	position: number,
): Coroutine<number> {
	return withMemory(file, pieces, (memory, length) => write(file, memory, length, position, () => {}));
}

/**
 * Writes at the file's own place, which moves on, or at its end if it was opened to append.
 *
 * @param file the file.
 * @param pieces what, one after the other; copied before this first waits.
 * @returns the coroutine of how many bytes: all.
 */
export function writeHere(file: OpenedFile, pieces: readonly Uint8Array[]): Coroutine<number> {
	return withMemory(file, pieces, (memory, length) =>
		file.writing.through(() =>
			write(file, memory, length, file.place, (count) => {
				if (!file.channel.placed) return;
				// Others may append, too: behind what was written is where the file ends.
				file.place = file.appends ? fstatSync(file.state.fd).size : file.place + count;
			}),
		),
	);
}
