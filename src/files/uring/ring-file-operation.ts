/** A request about a file that a ring carries out. */
import { osError } from "../../errors.js";
import type { Completion, RequestDetails, SelectorEngine } from "../../reactor/index.js";
import { type FileMemory, FileOperation, inFlight } from "../backends/index.js";
import type { RingPort } from "./ring-port.js";

/** The future of it. */
export class RingFileOperation extends FileOperation implements Completion {
	private readonly port: RingPort;
	private readonly syscall: string;
	private readonly fd: number;
	private place: number;
	/** Held until the kernel has let go of it. */
	protected memory: FileMemory | undefined;

	/**
	 * @param engine the engine.
	 * @param port its ring.
	 * @param syscall what it is called in errors.
	 * @param fd the descriptor.
	 */
	constructor(engine: SelectorEngine, port: RingPort, syscall: string, fd: number) {
		super(engine);
		this.port = port;
		this.syscall = syscall;
		this.fd = fd;
		this.place = -1;
		this.memory = undefined;
	}

	/**
	 * Queues it.
	 *
	 * @param operation the ring's number for it.
	 * @param memory the memory; `undefined` where it has none.
	 * @param length how much of it.
	 * @param details the rest.
	 * @returns itself.
	 */
	submit(operation: number, memory: FileMemory | undefined, length: number, details: RequestDetails): this {
		this.memory = memory;
		inFlight.add(this);
		const address = memory?.address ?? 0;
		this.place = this.port.ring.request(operation, this.fd, address, length, this, details);
		this.port.began();
		return this;
	}

	complete(result: number): void {
		this.place = -1;
		this.memory = undefined;
		inFlight.delete(this);
		this.port.finished();
		this.conclude(result);
	}

	protected leaveOff(): void {
		if (this.place < 0) return;
		this.port.ring.cancel(this.place);
		this.port.queued();
	}

	errorOf(error: number): Error {
		return osError(error, this.syscall, { fd: this.fd });
	}
}
