/** Descriptors of our own that wait to be sent: whoever gave theirs may close them at once. */
import { closeDescriptors, duplicateDescriptor } from "../../sockets/internals.js";

/** Duplicates of descriptors. */
export class HeldDescriptors {
	#fds: number[] = [];

	/**
	 * @param fds the descriptors, which are open.
	 * @throws OSError where there is no room for duplicates; none is left open then.
	 */
	constructor(fds: readonly number[]) {
		try {
			for (const fd of fds) this.#fds.push(duplicateDescriptor(fd));
		} catch (error) {
			this.close();
			throw error;
		}
	}

	/** The numbers. */
	get numbers(): readonly number[] {
		return this.#fds;
	}

	/** Closes them: the message has its own hold on what was sent. Twice is harmless. */
	close(): void {
		const fds = this.#fds;
		this.#fds = [];
		closeDescriptors(fds);
	}
}
