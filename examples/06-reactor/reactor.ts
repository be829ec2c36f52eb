/** A reactor: who waits for what, and the loop that asks the kernel and calls them. All there is to it. */
import type { FileObject } from "evloop";
import { select } from "evloop/select";

type Callback = () => void;

export class Reactor {
	readonly #readers = new Map<FileObject, Callback>();
	readonly #writers = new Map<FileObject, Callback>();

	addReader(file: FileObject, callback: Callback): void {
		this.#readers.set(file, callback);
	}

	addWriter(file: FileObject, callback: Callback): void {
		this.#writers.set(file, callback);
	}

	removeReader(file: FileObject): void {
		this.#readers.delete(file);
	}

	removeWriter(file: FileObject): void {
		this.#writers.delete(file);
	}

	/** Runs until nobody waits for anything. */
	run(): void {
		while (this.#readers.size + this.#writers.size > 0) {
			const [readable, writable] = select(this.#readers.keys(), this.#writers.keys(), []);
			// Each is looked up when its turn comes: an earlier callback of this round may have removed it.
			for (const file of readable) this.#readers.get(file)?.();
			for (const file of writable) this.#writers.get(file)?.();
		}
	}
}
