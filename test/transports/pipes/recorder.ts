/** A protocol that notes what it is told. */
import { type BaseTransport, type EventLoop, type Future, Protocol } from "../../../src/index.js";

/** Notes the names of its callbacks, and what came. */
export class Recorder extends Protocol {
	readonly log: string[] = [];
	/** All that was received. */
	text = "";
	/** What connectionLost was given. */
	reason: unknown;
	/** Done when the connection is lost. */
	readonly lost: Future<void>;
	#wanted: { readonly length: number; readonly arrived: Future<void> } | undefined;
	readonly #loop: EventLoop;

	constructor(loop: EventLoop) {
		super();
		this.#loop = loop;
		this.lost = loop.createFuture();
	}

	/** Waits until that many characters have come. */
	async received(length: number): Promise<string> {
		if (this.text.length < length) {
			const arrived = this.#loop.createFuture<void>();
			this.#wanted = { length, arrived };
			await arrived;
		}
		return this.text;
	}

	override connectionMade(_transport: BaseTransport): void {
		this.log.push("made");
	}

	override dataReceived(data: Buffer): void {
		if (this.log.at(-1) !== "data") this.log.push("data");
		this.text += data.toString("latin1");
		if (this.#wanted !== undefined && this.text.length >= this.#wanted.length) {
			this.#wanted.arrived.setResult();
			this.#wanted = undefined;
		}
	}

	override eofReceived(): boolean {
		this.log.push("eof");
		return true;
	}

	override pauseWriting(): void {
		this.log.push("pause");
	}

	override resumeWriting(): void {
		this.log.push("resume");
	}

	override connectionLost(exc: unknown): void {
		this.reason = exc;
		this.log.push("lost");
		this.lost.setResult();
	}
}
