/** What owns a descriptor that is no socket: an eventfd, a timer, a watch over files. */
import { constants } from "node:os";
import { osError } from "../errors.js";
import { closeOwned, detachDescriptor, type OpenDescriptor } from "./close-owned.js";

/** What is left of an owner when the collector takes it. */
interface OwnedState extends OpenDescriptor {
	readonly what: string;
}

const forgotten = new FinalizationRegistry<OwnedState>((state) => {
	const { fd, what } = state;
	if (fd < 0) return;
	try {
		closeOwned(state);
	} finally {
		process.emitWarning(`unclosed ${what} (fd ${fd})`, "ResourceWarning");
	}
});

/**
 * A descriptor with an owner: closed once, by `close()`, at the end of a `using` block, or when the collector takes the
 * owner, with a ResourceWarning.
 *
 * Every loop hears of its closing, as of a socket's: callbacks are taken back, and who waits for it gets a
 * ConnectionAbortedError.
 *
 * @example
 * ```ts
 * import { openSync } from "node:fs";
 * import { OwnedDescriptor } from "evloop";
 *
 * using file = new OwnedDescriptor(openSync("/dev/null", "r"), "null device");
 * console.log(file.fileno() >= 0); // true
 * ```
 */
export class OwnedDescriptor implements Disposable {
	readonly #state: OwnedState;

	/**
	 * Takes it over. Throws nothing.
	 *
	 * @param fd an open descriptor; it is this object's from now on.
	 * @param what what it is, for warnings: `"eventfd"`.
	 */
	constructor(fd: number, what: string) {
		this.#state = { fd, what };
		forgotten.register(this, this.#state, this.#state);
	}

	/** Whether it was closed or detached. */
	get closed(): boolean {
		return this.#state.fd < 0;
	}

	/**
	 * The descriptor.
	 *
	 * @returns its number; -1 once closed or detached. Throws nothing.
	 */
	fileno(): number {
		return this.#state.fd;
	}

	/**
	 * Gives the descriptor back to the kernel; what is closed stays as it is.
	 *
	 * @throws OSError where close(2) fails, as it does when somebody else has closed the number.
	 */
	close(): void {
		forgotten.unregister(this.#state);
		closeOwned(this.#state);
	}

	/**
	 * Hands the descriptor over: this object is closed, the descriptor stays open and is the caller's.
	 *
	 * @returns its number; -1 where it was closed. Throws nothing.
	 */
	detach(): number {
		const fd = detachDescriptor(this.#state);
		forgotten.unregister(this.#state);
		return fd;
	}

	/** Closes it at the end of a `using` block. */
	[Symbol.dispose](): void {
		this.close();
	}

	/**
	 * The descriptor, which must be open.
	 *
	 * @param syscall what it is needed for.
	 * @returns its number.
	 * @throws OSError with EBADF where it is closed.
	 */
	protected openFileno(syscall: string): number {
		const { fd } = this.#state;
		if (fd < 0) throw osError(constants.errno.EBADF, syscall, { fd });
		return fd;
	}
}
