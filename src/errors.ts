/**
 * Every error that evloop throws; each entry point exports all of them. They stand in one place, so that it is plain
 * whose fault each one is:
 *
 * - {@link ValueError}, {@link KeyError} and JavaScript's own TypeError and RangeError: the caller passed something
 *   wrong. Thrown before any system call; nothing has changed.
 * - {@link RuntimeError} and its subclasses: the call is right, but not in this state (a closed loop, a future that is
 *   not done).
 * - {@link OSError} and its subclasses: the kernel said no. `code` is the symbolic name, as everywhere in Node.
 * - {@link CancelledError}: somebody asked for it.
 *
 * @module
 */
import { constants } from "node:os";
import { getSystemErrorMap } from "node:util";

/** What an {@link OSError} says beside its message. Every field is optional. */
export interface OSErrorOptions {
	/** The symbolic name of the error, such as `"ECONNREFUSED"`. */
	readonly code?: string | undefined;
	/** The number of the error, negative as in Node: `-111`. */
	readonly errno?: number | undefined;
	/** The system call that failed, such as `"connect"`. */
	readonly syscall?: string | undefined;
	/** The address that the call was about: a host, or the path of a Unix socket. */
	readonly address?: string | undefined;
	/** The port that the call was about. */
	readonly port?: number | undefined;
	/** The path that the call was about. */
	readonly path?: string | undefined;
	/** The descriptor that the call was about. */
	readonly fd?: number | undefined;
	/** How many bytes were written before the call failed, where that is more than none. */
	readonly bytesWritten?: number | undefined;
	/** The error behind this one. */
	readonly cause?: unknown;
}

/**
 * A system call failed.
 *
 * It has Node's fields (`code`, a negative `errno`, `syscall`, `address`, `port`, `path`) and Python's class tree: a
 * refused connection is a {@link ConnectionRefusedError}, which is a {@link ConnectionError}, which is an OSError.
 *
 * @example
 * ```ts
 * import { OSError, Socket } from "evloop";
 *
 * using sock = new Socket();
 * try {
 * 	sock.connect(["127.0.0.1", 1]);
 * } catch (error) {
 * 	if (!(error instanceof OSError)) throw error;
 * 	console.log(error.name, error.code, error.syscall); // ConnectionRefusedError ECONNREFUSED connect
 * }
 * ```
 * @see https://docs.python.org/3/library/exceptions.html#OSError
 */
export class OSError extends Error {
	/** The symbolic name of the error, such as `"ECONNREFUSED"`; `undefined` where no system call is behind it. */
	readonly code: string | undefined;
	/** The number of the error, negative as in Node. */
	readonly errno: number | undefined;
	/** The system call that failed. */
	readonly syscall: string | undefined;
	/** The host or the path of the Unix socket that the call was about. */
	readonly address: string | undefined;
	/** The port that the call was about. */
	readonly port: number | undefined;
	/** The path that the call was about. */
	readonly path: string | undefined;
	/** The descriptor that the call was about. */
	readonly fd: number | undefined;
	/** How many bytes were written before the call failed; `undefined` where none were, or it did not write. */
	readonly bytesWritten: number | undefined;

	/**
	 * Makes an error. Throws nothing.
	 *
	 * @param message what could not be done, and why.
	 * @param options the error's fields.
	 */
	constructor(message: string, options: OSErrorOptions = {}) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		// Only what is known, so that a printed error shows nothing else.
		if (options.code !== undefined) this.code = options.code;
		if (options.errno !== undefined) this.errno = options.errno;
		if (options.syscall !== undefined) this.syscall = options.syscall;
		if (options.address !== undefined) this.address = options.address;
		if (options.port !== undefined) this.port = options.port;
		if (options.path !== undefined) this.path = options.path;
		if (options.fd !== undefined) this.fd = options.fd;
		if (options.bytesWritten !== undefined) this.bytesWritten = options.bytesWritten;
	}
}

/** A non-blocking operation would have to wait: EAGAIN, EWOULDBLOCK, EINPROGRESS, EALREADY. Wait for readiness and try again. */
export class BlockingIOError extends OSError {}
/** The parent of the errors that end a connection; never thrown itself. */
export class ConnectionError extends OSError {}
/** The other side has closed, or this side was shut down for writing: EPIPE, ESHUTDOWN. */
export class BrokenPipeError extends ConnectionError {}
/**
 * ECONNABORTED: the other side gave up the connection before it was accepted; or this side ended what somebody waits for: the
 * socket or descriptor was closed meanwhile, or the transport, or the loop, or a TLS handshake took too long. The latter have no
 * `syscall`, and not all of them a `code`.
 */
export class ConnectionAbortedError extends ConnectionError {}
/** Nobody listens there: ECONNREFUSED. */
export class ConnectionRefusedError extends ConnectionError {}
/** The other side threw the connection away: ECONNRESET. */
export class ConnectionResetError extends ConnectionError {}
/** There is no such file, socket path or directory: ENOENT. */
export class FileNotFoundError extends OSError {}
/** The file is there already: EEXIST. */
export class FileExistsError extends OSError {}
/** A directory was given where it cannot serve: EISDIR. */
export class IsADirectoryError extends OSError {}
/** A part of the path is no directory: ENOTDIR. */
export class NotADirectoryError extends OSError {}
/** The kernel does not permit it: EACCES, EPERM; a regular file under epoll is one, too. */
export class PermissionError extends OSError {}
/** A signal ended the call before it did anything: EINTR. evloop retries its own calls, so it is rarely seen. */
export class InterruptedError extends OSError {}
/** A time limit has passed: the kernel's (ETIMEDOUT) or one that the caller set; the latter has no `code`. */
export class TimeoutError extends OSError {}
/** There is no such child process: ECHILD. */
export class ChildProcessError extends OSError {}
/** There is no such process: ESRCH. */
export class ProcessLookupError extends OSError {}
/** A name or service could not be resolved; `code` is the resolver's own, such as `"EAI_NONAME"`. */
export class gaierror extends OSError {}

/** A value that no call could make sense of, where Python says ValueError. */
export class ValueError extends Error {}
/** A key, such as a descriptor, that is not there, where Python says KeyError. */
export class KeyError extends Error {}
/** The call is right, but not now: a closed loop, a loop that runs already. */
export class RuntimeError extends Error {}
/** This platform or this host has no such thing. */
export class NotImplementedError extends RuntimeError {}
/** The system call that sends files cannot serve here, and nothing else was to be tried. */
export class SendfileNotAvailableError extends RuntimeError {}
/** A future was asked for a result it does not have yet, or given a second one. */
export class InvalidStateError extends Error {}
/** The future or the task was cancelled. */
export class CancelledError extends Error {}
/**
 * A stream ended before what was read was complete.
 *
 * @example
 * ```ts
 * import { IncompleteReadError, StreamReader } from "evloop";
 *
 * const reader = new StreamReader();
 * reader.feedData("abc");
 * reader.feedEof();
 * try {
 * 	await reader.readexactly(10);
 * } catch (error) {
 * 	if (error instanceof IncompleteReadError) console.log(String(error.partial), error.expected); // abc 10
 * }
 * ```
 * @see https://docs.python.org/3/library/asyncio-exceptions.html#asyncio.IncompleteReadError
 */
export class IncompleteReadError extends Error {
	/** What came before the end; it is no longer in the stream. */
	readonly partial: Buffer;
	/** How many bytes were expected; `undefined` where it was a separator. */
	readonly expected: number | undefined;

	/**
	 * Makes an error. Throws nothing.
	 *
	 * @param partial what came before the end.
	 * @param expected how many bytes were expected.
	 */
	constructor(partial: Buffer, expected?: number) {
		super(
			expected === undefined
				? `The stream ended after ${partial.length} bytes without the separator`
				: `The stream ended after ${partial.length} of ${expected} bytes`,
		);
		this.partial = partial;
		this.expected = expected;
	}
}
/**
 * No separator came within the limit. What came is still in the stream.
 *
 * @example
 * ```ts
 * import { LimitOverrunError, StreamReader } from "evloop";
 *
 * const reader = new StreamReader({ limit: 4 });
 * reader.feedData("a long header;");
 * try {
 * 	await reader.readuntil(";");
 * } catch (error) {
 * 	if (error instanceof LimitOverrunError) console.log(error.consumed); // 13
 * }
 * console.log(String(await reader.readuntil(";", { limit: 100 }))); // a long header;
 * ```
 * @see https://docs.python.org/3/library/asyncio-exceptions.html#asyncio.LimitOverrunError
 */
export class LimitOverrunError extends Error {
	/** How many bytes are sure to hold no separator, or lie before the one that came too late. */
	readonly consumed: number;

	/**
	 * Makes an error. Throws nothing.
	 *
	 * @param message what could not be done, and why.
	 * @param consumed how many bytes can be read without a separator among them.
	 */
	constructor(message: string, consumed: number) {
		super(message);
		this.consumed = consumed;
	}
}
/** Ctrl-C ended what was running. */
export class KeyboardInterrupt extends Error {}
/** The barrier that was waited at is broken, or was reset. */
export class BrokenBarrierError extends RuntimeError {}
/** Nothing lies in the queue, and the caller would not wait. */
export class QueueEmpty extends Error {}
/** The queue has no room, and the caller would not wait. */
export class QueueFull extends Error {}
/** The queue was shut down: nothing can be put in, or nothing is left to get. */
export class QueueShutDown extends Error {}

const named: Record<string, new (message: string, options?: OSErrorOptions) => OSError> = {
	EAGAIN: BlockingIOError,
	EWOULDBLOCK: BlockingIOError,
	EALREADY: BlockingIOError,
	EINPROGRESS: BlockingIOError,
	EPIPE: BrokenPipeError,
	ESHUTDOWN: BrokenPipeError,
	ECONNABORTED: ConnectionAbortedError,
	ECONNREFUSED: ConnectionRefusedError,
	ECONNRESET: ConnectionResetError,
	ENOENT: FileNotFoundError,
	EEXIST: FileExistsError,
	EISDIR: IsADirectoryError,
	ENOTDIR: NotADirectoryError,
	EACCES: PermissionError,
	EPERM: PermissionError,
	EINTR: InterruptedError,
	ETIMEDOUT: TimeoutError,
	ECHILD: ChildProcessError,
	ESRCH: ProcessLookupError,
};

// The name of each class is read from the prototype, not set in each constructor, as Error itself does it.
for (const kind of [
	OSError,
	ConnectionError,
	...new Set(Object.values(named)),
	gaierror,
	ValueError,
	KeyError,
	RuntimeError,
	NotImplementedError,
	SendfileNotAvailableError,
	InvalidStateError,
	CancelledError,
	IncompleteReadError,
	LimitOverrunError,
	KeyboardInterrupt,
	BrokenBarrierError,
	QueueEmpty,
	QueueFull,
	QueueShutDown,
]) {
	Object.defineProperty(kind.prototype, "name", { value: kind.name, configurable: true, writable: true });
}

let codes: Map<number, string> | undefined;

/**
 * The symbolic name of an error number of this platform.
 *
 * @param errno a positive error number, such as 111.
 * @returns the name, such as `"ECONNREFUSED"`; `"E111"` where the platform's table has none.
 * @internal
 */
export function errorCode(errno: number): string {
	if (codes === undefined) {
		codes = new Map();
		// EAGAIN and EWOULDBLOCK share a number almost everywhere; the name that comes first in the table wins.
		for (const [code, value] of Object.entries(constants.errno)) {
			if (!codes.has(value)) codes.set(value, code);
		}
	}
	return codes.get(errno) ?? `E${errno}`;
}

/**
 * Makes the {@link OSError} subclass that belongs to an error number.
 *
 * @param errno a positive error number, as in C's `errno`.
 * @param syscall the system call that failed.
 * @param details the descriptor, path or address it was about.
 * @returns the error; it is not thrown.
 * @internal
 */
export function osError(
	errno: number,
	syscall: string,
	details: Omit<OSErrorOptions, "code" | "errno" | "syscall"> = {},
): OSError {
	const code = errorCode(errno);
	const text = getSystemErrorMap().get(-errno)?.[1];
	const { address, port, path, fd } = details;
	let about = "";
	if (address !== undefined) about = port === undefined ? ` ${address}` : ` ${address}:${port}`;
	else if (path !== undefined) about = ` '${path}'`;
	else if (fd !== undefined) about = ` fd ${fd}`;
	const message = `${syscall} ${code}${about}${text === undefined ? "" : `: ${text}`}`;
	const Kind = named[code] ?? OSError;
	const error = new Kind(message, { ...details, code, errno: -errno, syscall });
	// The stack begins where the call was made.
	Error.captureStackTrace(error, osError);
	return error;
}
