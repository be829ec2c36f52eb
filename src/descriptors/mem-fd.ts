/** MemFd: a file that lies in memory and has no name. */
import { constants } from "node:buffer";
import { fstatSync } from "node:fs";
import { fcntl, ftruncate, platform, pread, pwrite, syscall } from "../ffi/index.js";
import { type BytesLike, OwnedDescriptor } from "../sockets/index.js";
import { byteLength, checkBytes, checkInteger, trim } from "../sockets/internals.js";
import { retryInterrupted } from "./retry-interrupted.js";

const { F_ADD_SEALS, F_GET_SEALS } = platform.descriptors;
const most = Number.MAX_SAFE_INTEGER;

/**
 * A file in memory: what {@link memfd} makes, or what was received from another process. It lives as long as somebody has a
 * descriptor for it or has mapped it.
 *
 * @example
 * ```ts
 * import { MemFd, memfd, recvFds, sendFds, socketpair } from "evloop";
 *
 * const [left, right] = socketpair();
 * using page = memfd("page");
 * page.pwrite("shared, not copied");
 * sendFds(left, ["a page"], [page]);
 *
 * const [, [fd = -1]] = recvFds(right, 100, 1);
 * using received = new MemFd(fd);
 * console.log(received.pread(received.size).toString()); // shared, not copied
 * left.close();
 * right.close();
 * ```
 * @see https://docs.python.org/3/library/os.html#os.memfd_create
 */
export class MemFd extends OwnedDescriptor {
	/**
	 * @param fileno an open descriptor for a file in memory; it is this object's from now on.
	 * @throws TypeError or RangeError if it is no number of a descriptor.
	 */
	constructor(fileno: number) {
		super(checkInteger(fileno, "Cannot make a memfd: fileno", 0), "memfd");
	}

	/** How many bytes it has. */
	get size(): number {
		return fstatSync(this.openFileno("fstat")).size;
	}

	/**
	 * Reads at a place; where the file ends, less.
	 *
	 * @param bufsize how many bytes at most.
	 * @param offset where to begin; 0 by default.
	 * @returns the bytes.
	 * @throws TypeError or RangeError if an argument is no such number.
	 * @throws OSError if it is closed.
	 * @see https://docs.python.org/3/library/os.html#os.pread
	 */
	pread(bufsize: number, offset = 0): Buffer {
		checkInteger(bufsize, "Cannot pread: bufsize", 0, constants.MAX_LENGTH);
		checkInteger(offset, "Cannot pread: offset", 0, most);
		const fd = this.openFileno("pread");
		// No larger than what there is to read: a size may be meant as "all of it".
		const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(bufsize, this.size - offset)));
		if (buffer.length === 0) return buffer;
		return trim(
			buffer,
			retryInterrupted("pread", fd, () => pread(fd, buffer, buffer.length, offset)),
		);
	}

	/**
	 * Writes at a place; the file grows where it must.
	 *
	 * @param data bytes, or a string as UTF-8.
	 * @param offset where to begin; 0 by default.
	 * @returns how many bytes were written: all, unless memory is at its end.
	 * @throws TypeError if `data` is neither, or `offset` no whole number.
	 * @throws RangeError if `offset` is negative.
	 * @throws PermissionError if it is sealed against this.
	 * @throws OSError if it is closed, or there is no memory for it.
	 * @see https://docs.python.org/3/library/os.html#os.pwrite
	 */
	pwrite(data: BytesLike, offset = 0): number {
		const bytes = checkBytes(data, "Cannot pwrite: data");
		checkInteger(offset, "Cannot pwrite: offset", 0, most);
		const fd = this.openFileno("pwrite");
		const size = byteLength(bytes);
		if (size === 0) return 0;
		return retryInterrupted("pwrite", fd, () => pwrite(fd, bytes, size, offset));
	}

	/**
	 * Makes it shorter or longer; what is new is zeros.
	 *
	 * @param size how many bytes it shall have.
	 * @throws TypeError or RangeError if it is no such number.
	 * @throws PermissionError if it is sealed against this.
	 * @throws OSError if it is closed, or the size is more than a file can have.
	 * @see https://docs.python.org/3/library/os.html#os.ftruncate
	 */
	truncate(size: number): void {
		checkInteger(size, "Cannot truncate: size", 0, most);
		const fd = this.openFileno("ftruncate");
		retryInterrupted("ftruncate", fd, () => ftruncate(fd, size));
	}

	/**
	 * Forbids changes, for everybody and for good: whoever gets it can rely on what it finds.
	 *
	 * @param seals F_SEAL_* flags, added to those that are set.
	 * @throws TypeError or RangeError if it is no number.
	 * @throws PermissionError if it was made without `sealing`, or is sealed against seals.
	 * @throws OSError if it is closed, or mapped for writing (EBUSY).
	 * @see https://man7.org/linux/man-pages/man2/F_GET_SEALS.2const.html
	 */
	addSeals(seals: number): void {
		checkInteger(seals, "Cannot addSeals: seals", 0);
		const fd = this.openFileno("fcntl");
		syscall("fcntl", fcntl(fd, F_ADD_SEALS, "int", seals), { fd });
	}

	/**
	 * What is forbidden.
	 *
	 * @returns F_SEAL_* flags.
	 * @throws OSError if it is closed, or is no file in memory (EINVAL).
	 */
	getSeals(): number {
		const fd = this.openFileno("fcntl");
		return syscall("fcntl", fcntl(fd, F_GET_SEALS, "int", 0), { fd });
	}
}
