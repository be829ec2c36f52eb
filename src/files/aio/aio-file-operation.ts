/** A request about a file that Linux AIO carries out. */
import { osError } from "../../errors.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { type FileMemory, FileOperation, inFlight } from "../backends/index.js";
import type { AioDetails } from "./aio-context.js";

/** Who carries it out. */
export interface AioCarrier {
	/**
	 * Asks the kernel to leave off.
	 *
	 * @param operation the operation.
	 */
	leaveOff(operation: AioFileOperation): void;
}

/** The future of it. */
export class AioFileOperation extends FileOperation {
	readonly details: AioDetails;
	/** Its place in the context while the kernel has it; -1 while it has not. */
	slot = -1;
	readonly #carrier: AioCarrier;
	readonly #syscall: string;
	/** Held until the kernel has let go of it. */
	protected memory: FileMemory | undefined;

	/**
	 * @param engine the engine.
	 * @param carrier who carries it out.
	 * @param syscall what it is called in errors.
	 * @param details the request.
	 * @param memory the memory; `undefined` where it has none.
	 */
	constructor(
		engine: SelectorEngine,
		carrier: AioCarrier,
		syscall: string,
		details: AioDetails,
		memory: FileMemory | undefined,
	) {
		super(engine);
		this.details = details;
		this.#carrier = carrier;
		this.#syscall = syscall;
		this.memory = memory;
		inFlight.add(this);
	}

	override conclude(result: number): void {
		this.memory = undefined;
		inFlight.delete(this);
		super.conclude(result);
	}

	protected leaveOff(): void {
		this.#carrier.leaveOff(this);
	}

	errorOf(error: number): Error {
		return osError(error, this.#syscall, { fd: this.details.fd });
	}
}
