/** A protocol of child processes that notes what it is told. */
import {
	type EventLoop,
	type Future,
	SubprocessProtocol,
	type SubprocessTransport,
} from "../../../src/index.js";

/** Notes its callbacks; the data apart, since they come in pieces. */
export class LogProtocol extends SubprocessProtocol {
	readonly log: string[] = [];
	/** All that came, by descriptor. */
	readonly data: Record<number, string> = { 1: "", 2: "" };
	transport: SubprocessTransport | undefined;
	readonly over: Future<void>;

	constructor(loop: EventLoop) {
		super();
		this.over = loop.createFuture();
	}

	override connectionMade(transport: SubprocessTransport): void {
		this.transport = transport;
		this.log.push("made");
	}

	override pipeDataReceived(fd: number, data: Buffer): void {
		this.data[fd] += data.toString("latin1");
		if (this.log.at(-1) !== `data ${fd}`) this.log.push(`data ${fd}`);
	}

	override pipeConnectionLost(fd: number, exc: unknown): void {
		this.log.push(`lost ${fd}${exc === undefined ? "" : ` ${(exc as Error).name}`}`);
	}

	override processExited(): void {
		this.log.push(`exited ${this.transport?.getReturncode()}`);
	}

	override connectionLost(exc: unknown): void {
		this.log.push(exc === undefined ? "over" : `over ${(exc as Error).name}`);
		this.over.setResult();
	}
}
