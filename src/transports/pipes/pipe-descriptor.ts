/**
 * A transport's descriptor: how it is read and written without ever blocking, and how it is given back.
 *
 * - A socket has MSG_DONTWAIT for that; nothing is changed.
 * - The standard streams and terminals, which others share, are opened once more ({@link reopen}). Where that cannot be,
 *   each read and write asks poll(2) first, and takes no more than poll has promised.
 * - Everything else is made non-blocking, as asyncio does it: it is the transport's own.
 *
 * The methods return a negative error number where the system call failed.
 */
import { constants } from "node:os";
import { isatty } from "node:tty";
import {
	close,
	dup2,
	errno,
	type IoVector,
	open,
	platform,
	pollOnce,
	readAt,
	recvAt,
	send,
	sendAt,
	setBlockingFlag,
	syscall,
	write,
	writeAt,
} from "../../ffi/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { CheckedPipe, PipeKind } from "./check-pipe.js";
import { reopen } from "./reopen.js";

const { O_RDWR, O_CLOEXEC } = platform.files;
const { MSG_DONTWAIT } = platform.sockets.constants;
const sendFlags = MSG_DONTWAIT | platform.sockets.noSignalFlag;
const { EAGAIN } = constants.errno;
/** What poll(2) promises room for when it calls a pipe writable: PIPE_BUF, as small as POSIX lets it be. */
const promisedRoom = 512;
const lastStandardStream = 2;

/** A pipe that belongs to a transport. */
export class PipeDescriptor {
	/** What the transport was given. */
	readonly file: FileObject;
	readonly kind: PipeKind;
	/** The descriptor that is watched, read and written. */
	readonly fd: number;
	readonly #given: number;
	/** Whether the description is shared and blocking. */
	readonly #polls: boolean;

	/**
	 * @param pipe the pipe.
	 * @param writes whether to write to it.
	 * @param openAgain opens what is shared once more; a test has it fail, as it does where there is no /proc.
	 * @throws OSError if it cannot be made non-blocking.
	 */
	constructor({ file, fd, kind }: CheckedPipe, writes: boolean, openAgain = reopen) {
		const isShared = kind !== "socket" && (fd <= lastStandardStream || isTerminal(fd, kind));
		const own = isShared ? openAgain(fd, writes) : fd;
		this.file = file;
		this.kind = kind;
		this.fd = own ?? fd;
		this.#given = fd;
		this.#polls = own === undefined && fd <= lastStandardStream;
		if (kind !== "socket" && !this.#polls) syscall("fcntl", setBlockingFlag(this.fd, false), { fd });
	}

	/**
	 * Reads.
	 *
	 * @param address where the bytes go.
	 * @param size how many there is room for.
	 * @returns how many came; 0 at the end.
	 */
	read(address: number, size: number): number {
		const { fd } = this;
		if (this.#polls && pollOnce(fd, false, 0) <= 0) return -EAGAIN;
		const received =
			this.kind === "socket" ? recvAt(fd, address, size, MSG_DONTWAIT) : readAt(fd, address, size);
		return received < 0 ? -errno() : received;
	}

	/**
	 * Writes from a typed array.
	 *
	 * @param bytes where the bytes begin.
	 * @param length how many.
	 * @returns how many went.
	 */
	write(bytes: Uint8Array, length: number): number {
		const { fd } = this;
		if (this.kind === "socket") return outcome(send(fd, bytes, length, sendFlags));
		if (!this.#polls) return outcome(write(fd, bytes, length));
		return pollOnce(fd, true, 0) <= 0 ? -EAGAIN : outcome(write(fd, bytes, Math.min(length, promisedRoom)));
	}

	/**
	 * Writes from an address.
	 *
	 * @param address where the bytes begin.
	 * @param length how many.
	 * @returns how many went.
	 */
	writeFrom(address: number, length: number): number {
		const { fd } = this;
		if (this.kind === "socket") return outcome(sendAt(fd, address, length, sendFlags));
		if (!this.#polls) return outcome(writeAt(fd, address, length));
		return pollOnce(fd, true, 0) <= 0
			? -EAGAIN
			: outcome(writeAt(fd, address, Math.min(length, promisedRoom)));
	}

	/** How several pieces are written at once; `undefined` where one at a time is all that can be. */
	get writeGathered(): ((vector: IoVector, fd: number, count: number) => number) | undefined {
		if (this.#polls) return undefined;
		return this.kind === "socket" ? sendGathered : writeGathered;
	}

	/**
	 * Gives it back.
	 *
	 * @param isLost whether somebody else has closed it already: its number may be another's by now.
	 */
	close(isLost: boolean): void {
		if (this.fd !== this.#given) close(this.fd);
		if (isLost) return;
		const { file } = this;
		if (typeof file === "object" && "close" in file && typeof file.close === "function") file.close();
		else if (this.#given <= lastStandardStream) letGo(this.#given);
		else close(this.#given);
	}
}

/**
 * Closes a standard stream, and puts the null device in its place: the number would go to the next file that is opened,
 * and what the program prints would go there.
 */
function letGo(fd: number): void {
	const nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (nothing < 0) return;
	dup2(nothing, fd);
	close(nothing);
}

function isTerminal(fd: number, kind: PipeKind): boolean {
	return kind === "device" && isatty(fd);
}

function outcome(result: number): number {
	return result < 0 ? -errno() : result;
}

function sendGathered(vector: IoVector, fd: number, count: number): number {
	return outcome(vector.send(fd, count, sendFlags));
}

function writeGathered(vector: IoVector, fd: number, count: number): number {
	return outcome(vector.write(fd, count));
}
