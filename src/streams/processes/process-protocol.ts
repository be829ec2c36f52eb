/** Between the transport of a child process and its streams. */
import { Future } from "../../futures/index.js";
import {
	type ReadTransport,
	SubprocessProtocol,
	type SubprocessTransport,
	type Transport,
} from "../../transports/index.js";
import { StreamReader } from "../stream-reader.js";
import { StreamReaderProtocol } from "../stream-reader-protocol.js";
import { StreamWriter } from "../stream-writer.js";
import type { ProcessLoop } from "./process-options.js";

/** Feeds the readers, holds the writer back, and closes the transport when all is over. */
export class ProcessProtocol extends SubprocessProtocol {
	/** What writes to the child's standard input. */
	stdin: StreamWriter | undefined;
	/** What reads its standard output. */
	stdout: StreamReader | undefined;
	/** What reads its standard error. */
	stderr: StreamReader | undefined;
	readonly #loop: ProcessLoop;
	readonly #limit: number | undefined;
	/** What the writer knows of its pipe: whether to wait, and whether it is lost. */
	readonly #input: StreamReaderProtocol;
	/** The descriptors of the child that are still read. */
	readonly #open = new Set<number>();
	readonly #waiters = new Set<Future<void>>();
	#transport: SubprocessTransport | undefined;
	#hasExited = false;

	/**
	 * @param loop the loop.
	 * @param limit the limit of the readers.
	 */
	constructor(loop: ProcessLoop, limit: number | undefined) {
		super();
		this.#loop = loop;
		this.#limit = limit;
		this.#input = new StreamReaderProtocol(undefined, undefined, { loop });
	}

	/**
	 * Waits until the child has ended.
	 *
	 * @returns a future of the wait's own.
	 */
	untilExit(): Future<void> {
		const waiter = new Future<void>(this.#loop.scheduler);
		this.#waiters.add(waiter);
		return waiter;
	}

	/**
	 * Forgets one who waited.
	 *
	 * @param waiter what {@link ProcessProtocol.untilExit} gave.
	 */
	forget(waiter: Future<void>): void {
		this.#waiters.delete(waiter);
	}

	override connectionMade(transport: SubprocessTransport): void {
		this.#transport = transport;
		this.stdout = this.#reader(1, transport);
		this.stderr = this.#reader(2, transport);
		const stdin = transport.getPipeTransport(0);
		if (stdin === undefined) return;
		// A writer uses the sending half of a transport only.
		this.stdin = new StreamWriter(stdin as Transport, this.#input, undefined, this.#loop);
	}

	override pipeDataReceived(fd: number, data: Buffer): void {
		(fd === 1 ? this.stdout : this.stderr)?.feedData(data);
	}

	override pipeConnectionLost(fd: number, exc: unknown): void {
		if (fd === 0) {
			this.stdin?.close();
			this.#input.connectionLost(exc);
			return;
		}
		const reader = fd === 1 ? this.stdout : this.stderr;
		if (exc === undefined) reader?.feedEof();
		else reader?.setException(exc);
		this.#open.delete(fd);
		this.#closeIfOver();
	}

	override processExited(): void {
		this.#hasExited = true;
		for (const waiter of this.#waiters) if (!waiter.done()) waiter.setResult();
		this.#waiters.clear();
		this.#closeIfOver();
	}

	override pauseWriting(): void {
		this.#input.pauseWriting();
	}

	override resumeWriting(): void {
		this.#input.resumeWriting();
	}

	#reader(fd: number, transport: SubprocessTransport): StreamReader | undefined {
		const pipe = transport.getPipeTransport(fd);
		if (pipe === undefined) return undefined;
		const reader = new StreamReader({ limit: this.#limit, loop: this.#loop });
		reader.setTransport(pipe as ReadTransport);
		this.#open.add(fd);
		return reader;
	}

	/** Nobody reads standard input any more: the pipe to it is closed, too. */
	#closeIfOver(): void {
		if (this.#hasExited && this.#open.size === 0) this.#transport?.close();
	}
}
