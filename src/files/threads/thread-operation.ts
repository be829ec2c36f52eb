/** A request that one of Node's threads carries out. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { FileOperation, type FileOperationOwner, inFlight } from "../backends/index.js";

const { EIO } = constants.errno;

/** The future of how many bytes a thread has moved. */
export class ThreadOperation extends FileOperation {
	/** What Node calls when it is over. */
	readonly finish: (error: NodeJS.ErrnoException | null, count?: number) => void;
	readonly #syscall: string;
	readonly #fd: number;

	/**
	 * @param owner the engine.
	 * @param syscall what the thread is asked to do.
	 * @param fd the descriptor.
	 */
	constructor(owner: FileOperationOwner, syscall: string, fd: number) {
		super(owner);
		this.#syscall = syscall;
		this.#fd = fd;
		this.finish = (error, count = 0) => {
			inFlight.delete(this);
			this.conclude(error === null ? count : (error.errno ?? -EIO));
		};
		inFlight.add(this);
	}

	/** Nobody can take back what a thread has begun: it is cancelled when the thread has done with it. */
	protected leaveOff(): void {}

	errorOf(error: number): Error {
		return osError(error, this.#syscall, { fd: this.#fd });
	}
}
