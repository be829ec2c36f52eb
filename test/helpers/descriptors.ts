/** Real descriptors for tests: pipes and socket pairs that are closed when the test ends. */
import { threadId } from "node:worker_threads";
import { bindNow, close, fcntl, pipe, platform, read, syscall, write } from "../../src/ffi/index.js";

/** Of a test, what a helper needs. */
export interface Teardown {
	teardown(cleanUp: () => void): void;
}

const { F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, FD_CLOEXEC } = platform.files;
const AF_UNIX = 1;
const SOCK_STREAM = 1;

const dup2 = bindNow<(from: number, to: number) => number>("dup2", "int", ["int", "int"]);
const socketpair = bindNow<(family: number, type: number, protocol: number, pair: Int32Array) => number>(
	"socketpair",
	"int",
	["int", "int", "int", "void *"],
);

/**
 * A number that nobody else will be given: the test files run in threads of one process and share its descriptors. Low
 * enough for select.
 */
export const lonelyNumber = 500 + 24 * (threadId % 20);

/** The largest number below a limit that no other thread is after, either. */
export function numberBelow(limit: number): number {
	return limit - 1 - (threadId % 20);
}

/** A file object over a descriptor: one end of a pipe or of a socket pair. */
export class End {
	#fd: number;

	constructor(fd: number) {
		this.#fd = fd;
		fcntl(fd, F_SETFD, "int", FD_CLOEXEC);
	}

	/** The descriptor; -1 once closed. */
	fileno(): number {
		return this.#fd;
	}

	/** Writes some text. */
	write(text: string): void {
		const bytes = Buffer.from(text);
		syscall("write", write(this.#fd, bytes, bytes.length), { fd: this.#fd });
	}

	/** Reads what is there. */
	read(): string {
		const bytes = Buffer.alloc(65536);
		return bytes.toString(
			"latin1",
			0,
			syscall("read", read(this.#fd, bytes, bytes.length), { fd: this.#fd }),
		);
	}

	/** Moves to another number, from this one on, and leaves the old one free. */
	moveTo(lowest: number): this {
		const fd = duplicate(this.#fd, lowest);
		closeDescriptor(this.#fd);
		this.#fd = fd;
		return this;
	}

	/** Closes the descriptor. Twice is harmless. */
	close(): void {
		if (this.#fd < 0) return;
		closeDescriptor(this.#fd);
		this.#fd = -1;
	}
}

/** Closes a descriptor. Not with node:fs, which warns of descriptors that it did not open. */
export function closeDescriptor(fd: number): void {
	syscall("close", close(fd), { fd });
}

/** Another descriptor for the same description, from a number on. The caller closes it. */
export function duplicate(fd: number, lowest = 0): number {
	return syscall("fcntl", fcntl(fd, F_DUPFD_CLOEXEC, "int", lowest), { fd });
}

/** Puts a copy of a descriptor over another number, which thereby is closed and reused at once. */
export function duplicateOver(from: number, to: number): void {
	syscall("dup2", dup2(from, to), { fd: to });
}

/** Whether a descriptor is closed on exec. */
export function isCloseOnExec(fd: number): boolean {
	return (syscall("fcntl", fcntl(fd, F_GETFD, "int", 0), { fd }) & FD_CLOEXEC) !== 0;
}

/** The two ends of a new pipe: to read from, to write to. */
export function makePipe(t: Teardown): [reader: End, writer: End] {
	const ends = new Int32Array(2);
	syscall("pipe", pipe(ends));
	return own(t, ends);
}

/** The two ends of a new pair of Unix stream sockets. */
export function makeSocketPair(t: Teardown): [a: End, b: End] {
	const ends = new Int32Array(2);
	syscall("socketpair", socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
	return own(t, ends);
}

function own(t: Teardown, fds: Int32Array): [End, End] {
	const [first = -1, second = -1] = fds;
	const pair: [End, End] = [new End(first), new End(second)];
	t.teardown(() => {
		for (const end of pair) end.close();
	});
	return pair;
}
