/**
 * The transport of a child process.
 *
 * Everything goes to the protocol by the ready queue, in the order in which it came: the data of the pipes, their ends,
 * the child's end. What comes before `connectionMade` waits for it. `connectionLost` comes last: when the child has ended
 * and all pipes are closed.
 */
import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { type AsyncContext, captureContext, Future, type Job } from "../../futures/index.js";
import { shownAs, signalNumber } from "../../internal/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { checkProtocol } from "../check-protocol.js";
import type {
	ReadTransport,
	SubprocessTransport,
	TransportInfo,
	WriteTransport,
} from "../interfaces/index.js";
import type { BaseProtocol, SubprocessProtocol } from "../protocols/index.js";
import { ChildPipe, type ChildPipeOwner } from "./child-pipe.js";

const { SIGKILL, SIGTERM } = constants.signals;
const { ESRCH } = constants.errno;

const methods = [
	"connectionMade",
	"connectionLost",
	"pauseWriting",
	"resumeWriting",
	"pipeDataReceived",
	"pipeConnectionLost",
	"processExited",
];

/**
 * Refuses what is no protocol of a child process.
 *
 * @param protocol what was given.
 * @throws TypeError if it is none.
 */
export function checkSubprocessProtocol(protocol: unknown): asserts protocol is SubprocessProtocol {
	checkProtocol(protocol, methods, "the protocol of a child process");
}

/** A child process that runs, or has ended. */
export class ChildTransport implements SubprocessTransport, ChildPipeOwner {
	readonly #engine: SelectorEngine;
	readonly #context: AsyncContext;
	readonly #child: ChildProcess;
	readonly #pid: number;
	readonly #pipes = new Map<number, ChildPipe>();
	/** Done when `connectionLost` was called. */
	readonly #over: Future<void>;
	#protocol: SubprocessProtocol;
	/** What waits for `connectionMade`; `undefined` once that is on its way. */
	#waiting: Job[] | undefined = [];
	#returncode: number | undefined;
	#holds = true;
	#closed = false;
	#finished = false;

	/**
	 * @param engine the engine.
	 * @param protocol its protocol, which was checked.
	 * @param child the process, started in this turn.
	 * @param pid its id.
	 */
	constructor(engine: SelectorEngine, protocol: SubprocessProtocol, child: ChildProcess, pid: number) {
		this.#engine = engine;
		this.#context = captureContext();
		this.#protocol = protocol;
		this.#child = child;
		this.#pid = pid;
		this.#over = new Future<void>(engine);
		engine.retain();
		// The loop holds the process, so that unref() can let it go.
		child.unref();
		child.once("exit", (code, signal) => {
			const returncode = code ?? -constants.signals[signal ?? "SIGKILL"];
			engine.enqueue({ run: () => this.#exited(returncode) });
		});
	}

	/**
	 * Makes the protocol of a pipe.
	 *
	 * @param fd the child's descriptor.
	 * @returns the protocol, which still needs its transport.
	 */
	addPipe(fd: number): ChildPipe {
		const pipe = new ChildPipe(this, fd);
		this.#pipes.set(fd, pipe);
		return pipe;
	}

	/** Introduces itself to its protocol, now that all pipes stand, and hands on what came meanwhile. */
	begin(): void {
		const waiting = this.#waiting ?? [];
		this.#waiting = undefined;
		this.#tell("connectionMade", this);
		for (const job of waiting) this.#engine.enqueue(job);
	}

	/** Ends it before its protocol has heard of it, which it then never does. */
	discard(): void {
		this.#finished = true;
		this.close();
		this.#release();
	}

	getPid(): number {
		return this.#pid;
	}

	getReturncode(): number | undefined {
		return this.#returncode;
	}

	getPipeTransport(fd: number): ReadTransport | WriteTransport | undefined {
		return this.#pipes.get(fd)?.transport;
	}

	sendSignal(signal: NodeJS.Signals | number): void {
		this.#send(signalNumber(signal, "sendSignal"));
	}

	terminate(): void {
		this.#send(SIGTERM);
	}

	kill(): void {
		this.#send(SIGKILL);
	}

	/** Closes the pipes, and kills the child if it runs. Twice is harmless. Throws nothing. */
	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		for (const { transport } of this.#pipes.values()) transport?.close();
		if (!this.#runs) return;
		try {
			this.kill();
		} catch {
			// It has just ended, or runs as somebody else: there is nothing more that could be done.
		}
	}

	isClosing(): boolean {
		return this.#closed || this.#finished;
	}

	getExtraInfo<K extends keyof TransportInfo>(name: K): TransportInfo[K] | undefined;
	getExtraInfo<K extends keyof TransportInfo, D>(name: K, fallback: D): TransportInfo[K] | D;
	getExtraInfo(name: keyof TransportInfo, fallback?: unknown): unknown {
		return name === "subprocess" ? this.#child : fallback;
	}

	setProtocol(protocol: BaseProtocol): void {
		checkSubprocessProtocol(protocol);
		this.#protocol = protocol;
	}

	getProtocol(): SubprocessProtocol {
		return this.#protocol;
	}

	ref(): this {
		if (!this.#holds && !this.#over.done()) {
			this.#holds = true;
			this.#engine.retain();
		}
		for (const { transport } of this.#pipes.values()) transport?.ref();
		return this;
	}

	unref(): this {
		this.#release();
		for (const { transport } of this.#pipes.values()) transport?.unref();
		return this;
	}

	/** Closes it, at the end of an `await using` block, and waits until the child has ended. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.close();
		await this.#over;
	}

	toString(): string {
		const state = this.#returncode === undefined ? "running" : `returncode=${this.#returncode}`;
		return `<SubprocessTransport pid=${this.#pid} ${state}>`;
	}

	/** @internal */
	pipeData(fd: number, data: Buffer): void {
		this.#tell("pipeDataReceived", fd, data);
	}

	/** @internal */
	pipeLost(fd: number, exc: unknown): void {
		this.#tell("pipeConnectionLost", fd, exc);
		this.#finishIfOver();
	}

	/** @internal */
	pauseWriting(): void {
		this.#protocol.pauseWriting();
	}

	/** @internal */
	resumeWriting(): void {
		this.#protocol.resumeWriting();
	}

	/** Whether the child can still be sent signals: Node reaps it before it says so, and its id may be another's then. */
	get #runs(): boolean {
		return this.#child.exitCode === null && this.#child.signalCode === null;
	}

	#send(signal: number): void {
		if (!this.#runs) throw osError(ESRCH, "kill");
		try {
			process.kill(this.#pid, signal);
		} catch (error) {
			const { errno } = error as NodeJS.ErrnoException;
			throw typeof errno === "number" ? osError(-errno, "kill", { cause: error }) : error;
		}
	}

	#exited(returncode: number): void {
		this.#returncode = returncode;
		this.#tell("processExited");
		this.#finishIfOver();
	}

	#finishIfOver(): void {
		if (this.#finished || this.#returncode === undefined) return;
		for (const pipe of this.#pipes.values()) if (!pipe.isLost) return;
		this.#finished = true;
		this.#tell("connectionLost", undefined);
	}

	/** Calls a method of the protocol in the next round, or after `connectionMade`. */
	#tell<M extends keyof SubprocessProtocol>(method: M, ...args: Parameters<SubprocessProtocol[M]>): void {
		const job = { run: () => this.#call(method, args) };
		if (this.#waiting === undefined) this.#engine.enqueue(job);
		else this.#waiting.push(job);
	}

	#call(method: keyof SubprocessProtocol, args: readonly unknown[]): void {
		const protocol = this.#protocol;
		try {
			const returned: unknown = this.#context.runInAsyncScope(
				protocol[method] as (...args: unknown[]) => unknown,
				protocol,
				...args,
			);
			// An async method: what it awaits it says in a microtask.
			if (returned !== undefined) this.#engine.promiseSettled();
		} catch (exception) {
			const message = `protocol.${method}() failed`;
			this.#engine.callExceptionHandler({ message, exception, transport: this, protocol });
		}
		if (method !== "connectionLost") return;
		this.#release();
		this.#over.setResult();
	}

	#release(): void {
		if (!this.#holds) return;
		this.#holds = false;
		this.#engine.release();
	}
}

shownAs(ChildTransport, String);
