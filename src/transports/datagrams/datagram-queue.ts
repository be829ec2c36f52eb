/** Datagrams that the kernel did not take at once. */
import { Deque } from "../../internal/index.js";

/** What a datagram counts beside its bytes, as in asyncio: empty ones would otherwise pile up without end. */
const header = 8;

/** A datagram that waits. */
export interface WaitingDatagram {
	/** Its bytes: a copy, since the caller may use its memory again. */
	readonly bytes: Uint8Array;
	/** Where it goes, in the kernel's form; `undefined` where the socket is connected. */
	readonly to: Uint8Array | undefined;
}

/** Datagrams in the order in which they go. */
export class DatagramQueue {
	readonly #waiting = new Deque<WaitingDatagram>();
	#size = 0;

	/** How many bytes wait, 8 for each datagram included. */
	get size(): number {
		return this.#size;
	}

	/**
	 * Adds one.
	 *
	 * @param bytes its bytes, which are copied.
	 * @param to where it goes.
	 */
	push(bytes: Uint8Array, to: Uint8Array | undefined): void {
		this.#waiting.push({ bytes: Uint8Array.from(bytes), to });
		this.#size += bytes.length + header;
	}

	/**
	 * The one that goes next.
	 *
	 * @returns it; `undefined` where none waits.
	 */
	peek(): WaitingDatagram | undefined {
		return this.#waiting.peek();
	}

	/** Takes the one away that went. */
	shift(): void {
		const gone = this.#waiting.shift();
		if (gone !== undefined) this.#size -= gone.bytes.length + header;
	}

	/** Forgets all. */
	clear(): void {
		this.#waiting.clear();
		this.#size = 0;
	}
}
