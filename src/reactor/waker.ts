/**
 * A descriptor that makes a wait return: the loop's own, when something arrives from outside its turn.
 *
 * An eventfd where there is one (Linux, FreeBSD 13): one descriptor, no buffer that fills. A pipe elsewhere. Both are
 * non-blocking and closed on exec. Eight bytes are written at once, which an eventfd demands and a pipe does not mind.
 */
import { constants } from "node:os";
import { NotImplementedError } from "../errors.js";
import {
	close,
	closeAtThreadEnd,
	errno,
	eventfd,
	fcntl,
	keepAtThreadEnd,
	pipe,
	platform,
	read,
	setBlockingFlag,
	syscall,
	write,
} from "../ffi/index.js";

const { EFD_CLOEXEC, EFD_NONBLOCK, FD_CLOEXEC, F_SETFD } = platform.files;
const { EINTR } = constants.errno;

const one = new Uint8Array(new BigUint64Array([1n]).buffer);
/** What is read is thrown away; a pipe may have many wake-ups in it. */
const dust = new Uint8Array(512);

/** Two descriptors, the same one twice for an eventfd. */
type Ends = readonly [reading: number, writing: number];

function openEventfd(): Ends | undefined {
	if (Number.isNaN(EFD_CLOEXEC)) return undefined;
	try {
		const fd = syscall("eventfd", eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
		return [fd, fd];
	} catch (error) {
		// FreeBSD before 13 has the number but not the call.
		if (error instanceof NotImplementedError) return undefined;
		throw error;
	}
}

function openPipe(): Ends {
	const ends = new Int32Array(2);
	syscall("pipe", pipe(ends));
	for (const fd of ends) {
		// Neither fails on a descriptor that was opened a moment ago.
		fcntl(fd, F_SETFD, "int", FD_CLOEXEC);
		setBlockingFlag(fd, false);
	}
	return [ends[0] ?? -1, ends[1] ?? -1];
}

/** Makes waits return. */
export class Waker {
	readonly #reading: number;
	readonly #writing: number;
	/** Whether a wake-up is on its way, so that the next one needs no system call. */
	#awake = false;
	#closed = false;

	/**
	 * Opens the descriptor. A worker thread that is terminated closes it.
	 *
	 * @param kind which kind, for tests; the best one if absent.
	 * @throws OSError where the process has no descriptor left.
	 */
	constructor(kind?: "pipe") {
		[this.#reading, this.#writing] = (kind === undefined ? openEventfd() : undefined) ?? openPipe();
		closeAtThreadEnd(this.#reading);
		closeAtThreadEnd(this.#writing);
	}

	/** @returns the descriptor to wait for: readable after a wake-up until it is drained; -1 once closed. */
	fileno(): number {
		return this.#closed ? -1 : this.#reading;
	}

	/** @returns the number that another thread gives to {@link Waker.wakeFd}; -1 once closed. */
	remoteFileno(): number {
		return this.#closed ? -1 : this.#writing;
	}

	/** Makes the descriptor readable. As often as you like: only the first call after a drain is a system call. */
	wake(): void {
		if (this.#awake || this.#closed) return;
		this.#awake = true;
		Waker.wakeFd(this.#writing);
	}

	/** Makes the descriptor unreadable again. */
	drain(): void {
		if (this.#closed) return;
		this.#awake = false;
		Waker.drainFd(this.#reading);
	}

	/** Closes it; twice is harmless. No other thread may use its number any more. */
	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		for (const fd of new Set([this.#reading, this.#writing])) {
			keepAtThreadEnd(fd);
			close(fd);
		}
	}

	/**
	 * Wakes from another thread, which has only the number.
	 *
	 * @param fd what {@link Waker.remoteFileno} said.
	 */
	static wakeFd(fd: number): void {
		// Any failure but EINTR means that it is awake (EAGAIN: full) or that nobody waits any more.
		while (write(fd, one, one.length) < 0 && errno() === EINTR);
	}

	/**
	 * Drains in another thread, which has only the number.
	 *
	 * @param fd what {@link Waker.fileno} said.
	 */
	static drainFd(fd: number): void {
		for (;;) {
			const length = read(fd, dust, dust.length);
			if (length < 0 ? errno() !== EINTR : length < dust.length) return;
		}
	}
}
