/** What moves the bytes of a file, behind AsyncFile. */
import type { FileMemory } from "./file-memory.js";
import type { FileOperation } from "./file-operation.js";

/** The ways to read and write files without blocking the loop. */
export type FileBackendName = "io_uring" | "aio" | "threads";

/** Where a request reads or writes. */
export interface FilePlace {
	/** The descriptor. */
	readonly fd: number;
	/** How far into the file, in bytes; -1 for the descriptor's own place (pipes and terminals have no other). */
	readonly position: number;
}

/**
 * Carries out requests, those of one loop. Arguments were checked; errors come through the operations.
 *
 * Nothing is split or repeated here: a short read or write is a short read or write.
 */
export interface FileBackend {
	readonly name: FileBackendName;
	/**
	 * Reads.
	 *
	 * @param place where from.
	 * @param memory where to; the backend keeps it alive until the kernel has let go of it.
	 * @param length how many bytes at most.
	 * @returns how many were read; 0 at the end.
	 */
	read(place: FilePlace, memory: FileMemory, length: number): FileOperation;
	/**
	 * Writes.
	 *
	 * @param place where to.
	 * @param memory what; kept alive, and not to be changed, until the operation is done.
	 * @param length how many bytes.
	 * @returns how many were written.
	 */
	write(place: FilePlace, memory: FileMemory, length: number): FileOperation;
	/**
	 * Has the device have what was written.
	 *
	 * @param fd the descriptor.
	 * @param dataOnly whether data are enough, as for fdatasync(2).
	 * @returns 0.
	 */
	sync(fd: number, dataOnly: boolean): FileOperation;
}
