/** Descriptors that have arrived, and that nobody has looked at yet. */
import { closeDescriptors } from "../../sockets/internals.js";

const forgotten = new FinalizationRegistry<Unclaimed>((unclaimed) => {
	unclaimed.close();
	process.emitWarning("descriptors were received that nobody took: they are closed", "ResourceWarning");
});

/**
 * The descriptors of a message that is there. The record must never refer to the operation: it outlives it.
 */
export class Unclaimed {
	#fds: readonly number[];

	/**
	 * @param operation what received them.
	 * @param fds the descriptors.
	 */
	constructor(operation: object, fds: readonly number[]) {
		this.#fds = [...fds];
		forgotten.register(operation, this, this);
	}

	/** They are somebody's. */
	claim(): void {
		forgotten.unregister(this);
		this.#fds = [];
	}

	/** Closes them. */
	close(): void {
		const fds = this.#fds;
		this.claim();
		closeDescriptors(fds);
	}
}
