/** A child process and its streams. */
import { BrokenPipeError, ConnectionResetError, ValueError } from "../../errors.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	FIRST_EXCEPTION,
	type Future,
	Operation,
	type OperationOptions,
	type Scheduler,
	wait,
	waitOn,
} from "../../futures/index.js";
import { shownAs } from "../../internal/index.js";
import type { BytesLike } from "../../sockets/index.js";
import { checkBytes } from "../../sockets/internals.js";
import type { SubprocessTransport } from "../../transports/index.js";
import type { StreamReader } from "../stream-reader.js";
import type { StreamWriter } from "../stream-writer.js";
import type { ProcessProtocol } from "./process-protocol.js";

/**
 * What a child process has written: on its standard output, and on its standard error.
 *
 * @typeParam Out the stream of its standard output; `undefined` where that is no `PIPE`.
 * @typeParam Err the stream of its standard error; `undefined` where that is no `PIPE`.
 */
export type ProcessOutput<Out = StreamReader | undefined, Err = StreamReader | undefined> = [
	stdout: Out extends StreamReader ? Buffer : undefined,
	stderr: Err extends StreamReader ? Buffer : undefined,
];

/**
 * A child process that {@link createSubprocessExec} or {@link createSubprocessShell} has started.
 *
 * Its streams are there where `PIPE` was asked for, and the compiler knows it. What nobody reads stops the child once the pipe is full: read, or use
 * {@link Process.communicate}, which writes and reads at the same time. `await using` kills it at the end of a block if it
 * still runs.
 *
 * @typeParam In what writes to its standard input, if that is known to be there.
 * @typeParam Out what reads its standard output, if that is known to be there.
 * @typeParam Err what reads its standard error, if that is known to be there.
 * @example
 * ```ts
 * import { createSubprocessExec, PIPE } from "evloop";
 *
 * const sort = await createSubprocessExec("sort", "-r", { stdin: PIPE, stdout: PIPE });
 * const [output] = await sort.communicate("a\nb\nc\n");
 * console.log(String(output).split("\n").join(" "), sort.returncode); // c b a  0
 * ```
 * @see https://docs.python.org/3/library/asyncio-subprocess.html#interacting-with-subprocesses
 */
export class Process<
	out In extends StreamWriter | undefined = StreamWriter | undefined,
	out Out extends StreamReader | undefined = StreamReader | undefined,
	out Err extends StreamReader | undefined = StreamReader | undefined,
> implements AsyncDisposable
{
	/** What writes to its standard input; `undefined` unless that is a `PIPE`. */
	readonly stdin: In;
	/** What reads its standard output; `undefined` unless that is a `PIPE`. */
	readonly stdout: Out;
	/** What reads its standard error; `undefined` unless that is a `PIPE`. */
	readonly stderr: Err;
	/** Its process id. */
	readonly pid: number;
	readonly #scheduler: Scheduler;
	readonly #transport: SubprocessTransport;
	readonly #protocol: ProcessProtocol;

	/** @hidden */
	constructor(scheduler: Scheduler, transport: SubprocessTransport, protocol: ProcessProtocol) {
		this.#scheduler = scheduler;
		this.#transport = transport;
		this.#protocol = protocol;
		// The protocol has a stream for each pipe that was asked for, and the types say no more than what was.
		this.stdin = protocol.stdin as In;
		this.stdout = protocol.stdout as Out;
		this.stderr = protocol.stderr as Err;
		this.pid = transport.getPid();
	}

	/** Its exit status, or the negative number of the signal that ended it; `undefined` while it runs. */
	get returncode(): number | undefined {
		return this.#transport.getReturncode();
	}

	/**
	 * Waits until it has ended. Any number may wait.
	 *
	 * It does not wait for the pipes, which a grandchild may keep open; and it waits for ever for a child that cannot end
	 * because nobody reads what it writes.
	 *
	 * @param options a signal that ends the waiting.
	 * @returns a future of its exit status, or the negative number of the signal that ended it.
	 * @throws TypeError if the signal is none.
	 * @see https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.subprocess.Process.wait
	 */
	wait(options?: OperationOptions): Future<number> {
		const aborted = alreadyAborted<number>(this.#scheduler, options);
		if (aborted !== undefined) return aborted;
		return abortable(new Operation(this.#scheduler, this.#waitForExit()), options);
	}

	/**
	 * Writes its input and closes that, reads its output to the end, and waits until it has ended; all at the same time, so
	 * that neither side waits for the other. All of the output is kept in memory.
	 *
	 * A child that ends without having read its input is no error.
	 *
	 * @param input what it reads: bytes, or a string as UTF-8.
	 * @param options a signal that ends it; the child goes on.
	 * @returns a future of both outputs, each `undefined` unless it is a `PIPE`.
	 * @throws TypeError if the input is neither, or the signal is none.
	 * @throws ValueError if there is input, and standard input is no `PIPE`.
	 * @throws OSError through the future, if a pipe fails otherwise than by being closed.
	 * @throws RuntimeError through the future, if somebody else is reading.
	 * @example
	 * ```ts
	 * import { createSubprocessShell, PIPE } from "evloop";
	 *
	 * const child = await createSubprocessShell("tr a-z A-Z; echo done >&2", { stdin: PIPE, stdout: PIPE, stderr: PIPE });
	 * const [output, errors] = await child.communicate("hello");
	 * console.log(String(output), String(errors).trim()); // HELLO done
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.subprocess.Process.communicate
	 */
	communicate(input?: BytesLike, options?: OperationOptions): Future<ProcessOutput<Out, Err>> {
		const bytes = input === undefined ? undefined : checkBytes(input, "Cannot communicate: input");
		if (bytes !== undefined && this.stdin === undefined) {
			throw new ValueError("Cannot communicate: there is input, and the child's stdin is no PIPE");
		}
		const aborted = alreadyAborted<ProcessOutput<Out, Err>>(this.#scheduler, options);
		if (aborted !== undefined) return aborted;
		return abortable(new Operation(this.#scheduler, this.#exchange(bytes)), options);
	}

	/**
	 * Sends it a signal.
	 *
	 * @param signal its name or its number.
	 * @throws TypeError or ValueError if there is no such signal.
	 * @throws ProcessLookupError if it has ended.
	 * @throws PermissionError if it runs as somebody else.
	 * @see https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.subprocess.Process.send_signal
	 */
	sendSignal(signal: NodeJS.Signals | number): void {
		this.#transport.sendSignal(signal);
	}

	/**
	 * Asks it to end, with SIGTERM.
	 *
	 * @throws ProcessLookupError if it has ended.
	 * @throws PermissionError if it runs as somebody else.
	 * @see https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.subprocess.Process.terminate
	 */
	terminate(): void {
		this.#transport.terminate();
	}

	/**
	 * Ends it, with SIGKILL.
	 *
	 * @throws ProcessLookupError if it has ended.
	 * @throws PermissionError if it runs as somebody else.
	 * @see https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.subprocess.Process.kill
	 */
	kill(): void {
		this.#transport.kill();
	}

	/** Kills it if it runs, closes its pipes, and waits until all of that is over. Throws nothing. */
	async [Symbol.asyncDispose](): Promise<void> {
		await this.#transport[Symbol.asyncDispose]();
	}

	*#waitForExit(): Coroutine<number> {
		if (this.returncode === undefined) {
			const waiter = this.#protocol.untilExit();
			try {
				yield* waitOn(waiter);
			} finally {
				this.#protocol.forget(waiter);
			}
		}
		return this.returncode as number;
	}

	*#exchange(input: Uint8Array | undefined): Coroutine<ProcessOutput<Out, Err>> {
		const stdin: StreamWriter | undefined = this.stdin;
		const feeding = stdin && new Operation(this.#scheduler, feed(stdin, input));
		const stdout = this.stdout?.read();
		const stderr = this.stderr?.read();
		yield* allOf([feeding, stdout, stderr].filter((part) => part !== undefined));
		yield* this.#waitForExit();
		return [stdout?.result(), stderr?.result()] as ProcessOutput<Out, Err>;
	}
}

shownAs(
	Process,
	({ pid, returncode }) =>
		`<Process ${pid} ${returncode === undefined ? "running" : `returncode=${returncode}`}>`,
);

/** Waits for all of them, or for the first failure; what still waits then is taken back. */
function* allOf(parts: readonly Future<unknown>[]): Coroutine<void> {
	if (parts.length === 0) return;
	try {
		yield* waitOn(wait(parts, { returnWhen: FIRST_EXCEPTION }));
		for (const part of parts) if (part.done()) part.result();
	} finally {
		for (const part of parts) part.cancel();
	}
}

/** Writes everything and closes the pipe; a child need not read to the end. */
function* feed(stdin: StreamWriter, input: Uint8Array | undefined): Coroutine<void> {
	try {
		if (input !== undefined) stdin.write(input);
		yield* waitOn(stdin.drain());
	} catch (error) {
		if (!(error instanceof BrokenPipeError || error instanceof ConnectionResetError)) throw error;
	}
	stdin.close();
}
