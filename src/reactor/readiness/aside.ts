/** Operations that wait for something else than their descriptor: a host's address, room in a listener's queue. */
import { closedError } from "./closed-error.js";
import type { ReadyOperation } from "./ready-operation.js";

/** A set of operations; the closing of their descriptors still makes them fail. */
export class Aside {
	readonly #operations = new Set<ReadyOperation<unknown>>();

	/**
	 * Takes an operation in.
	 *
	 * @param operation the operation.
	 */
	add(operation: ReadyOperation<unknown>): void {
		this.#operations.add(operation);
	}

	/**
	 * Lets an operation go. Twice is harmless.
	 *
	 * @param operation the operation.
	 */
	delete(operation: ReadyOperation<unknown>): void {
		this.#operations.delete(operation);
	}

	/**
	 * Fails the operations of a descriptor that is about to be closed.
	 *
	 * @param fd the descriptor.
	 */
	closing(fd: number): void {
		if (this.#operations.size === 0) return;
		for (const operation of [...this.#operations]) {
			if (operation.fd === fd) operation.abort(closedError(fd));
		}
	}

	/** Fails all operations. */
	close(): void {
		for (const operation of [...this.#operations]) operation.abort(closedError(operation.fd));
	}
}
