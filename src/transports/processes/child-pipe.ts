/** The protocol of one pipe of a child process: it passes everything on to the child's transport. */
import type { ReadTransport, WriteTransport } from "../interfaces/index.js";
import { Protocol } from "../protocols/index.js";

/** Who has pipes to a child. */
export interface ChildPipeOwner {
	pipeData(fd: number, data: Buffer): void;
	pipeLost(fd: number, exc: unknown): void;
	pauseWriting(): void;
	resumeWriting(): void;
}

/** A pipe to a child, or from it. */
export class ChildPipe extends Protocol {
	/** Its transport; set right after both were made. */
	transport: ReadTransport | WriteTransport | undefined;
	/** Whether it was closed. */
	isLost = false;
	readonly #owner: ChildPipeOwner;
	readonly #fd: number;

	/**
	 * @param owner who has it.
	 * @param fd the child's descriptor.
	 */
	constructor(owner: ChildPipeOwner, fd: number) {
		super();
		this.#owner = owner;
		this.#fd = fd;
	}

	override dataReceived(data: Buffer): void {
		this.#owner.pipeData(this.#fd, data);
	}

	override connectionLost(exc: unknown): void {
		this.isLost = true;
		this.#owner.pipeLost(this.#fd, exc);
	}

	override pauseWriting(): void {
		this.#owner.pauseWriting();
	}

	override resumeWriting(): void {
		this.#owner.resumeWriting();
	}
}
