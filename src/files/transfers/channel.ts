/** One step of reading or writing: what the two kinds of files do each in its own way. */
import type { Coroutine } from "../../futures/index.js";
import type { FileMemory } from "../backends/index.js";

/** Moves bytes, perhaps fewer than were asked for. */
export interface Channel {
	/** Whether the bytes have places: a regular file, a disk; not a pipe, a terminal. */
	readonly placed: boolean;
	/** What lengths and positions are multiples of. */
	readonly alignment: number;
	/**
	 * Reads what it can at once.
	 *
	 * @param memory where to.
	 * @param length how many bytes at most.
	 * @param position where from; of no meaning where there are no places.
	 * @returns how many; 0 at the end.
	 */
	receive(memory: FileMemory, length: number, position: number): Coroutine<number>;
	/**
	 * Writes what it can at once.
	 *
	 * @param memory what.
	 * @param length how many bytes.
	 * @param position where to; of no meaning where there are no places.
	 * @returns how many.
	 */
	send(memory: FileMemory, length: number, position: number): Coroutine<number>;
}
