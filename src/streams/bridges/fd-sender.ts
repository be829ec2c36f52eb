/**
 * What an FdDuplex sends: pieces in order, each with descriptors or without.
 *
 * Descriptors go with the first byte that the kernel takes of their piece; the rest of it goes as plain bytes.
 */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { errno, platform, send } from "../../ffi/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { EVENT_WRITE } from "../../selectors/index.js";
import { byteLength, OutgoingMessage, rightsOf } from "../../sockets/internals.js";
import type { HeldDescriptors } from "./held-descriptors.js";

const { MSG_DONTWAIT } = platform.sockets.constants;
const { EAGAIN, EINTR } = constants.errno;
const flags = MSG_DONTWAIT | platform.sockets.noSignalFlag;

/** How many sends one event brings at most. */
const mostPerEvent = 32;

/** A piece to send. */
export interface Piece {
	readonly bytes: Uint8Array;
	/** How many bytes it had when it was written. */
	readonly size: number;
	readonly fds: HeldDescriptors | undefined;
}

type Done = (error?: Error | null) => void;

/** Sends the pieces of one write after the other. */
export class FdSender {
	readonly #engine: SelectorEngine;
	readonly #fd: number;
	/** What the write that is under way still has to send. */
	#pieces: readonly Piece[] = [];
	#next = 0;
	#sent = 0;
	#done: Done | undefined;
	#watching = false;

	/**
	 * @param engine the engine.
	 * @param fd the descriptor, which was adopted.
	 */
	constructor(engine: SelectorEngine, fd: number) {
		this.#engine = engine;
		this.#fd = fd;
	}

	/**
	 * Sends pieces; the last ones were sent.
	 *
	 * @param pieces the pieces.
	 * @param done called when the kernel has them all, or with the error.
	 */
	send(pieces: readonly Piece[], done: Done): void {
		this.#pieces = pieces;
		this.#next = 0;
		this.#sent = 0;
		this.#done = done;
		if (this.#engine.driver.takeTry()) this.#flush();
		else this.#watch();
	}

	/**
	 * Sends no more, and closes the descriptors that wait.
	 *
	 * @param error what the write under way is told.
	 */
	stop(error: Error): void {
		this.#rest();
		for (const { fds } of this.#pieces) fds?.close();
		this.#finish(error);
	}

	/** Sends what fits, within bounds; what is left waits for the next event. Returns whether anything went. */
	#flush(): boolean {
		let went = false;
		try {
			for (let count = 0; count < mostPerEvent && this.#next < this.#pieces.length; count += 1) {
				const sent = this.#attempt(this.#pieces[this.#next] as Piece);
				if (sent < 0) {
					const error = errno();
					if (error === EINTR) continue;
					if (error !== EAGAIN) throw osError(error, "sendmsg", { fd: this.#fd });
					break;
				}
				went = true;
				this.#advance(sent);
			}
		} catch (error) {
			this.stop(error as Error);
			return true;
		}
		if (this.#next < this.#pieces.length) this.#watch();
		else this.#finish(undefined);
		return went;
	}

	/** Tries to send what is left of a piece. */
	#attempt({ bytes, size, fds }: Piece): number {
		if (size === 0) return 0;
		if (byteLength(bytes) !== size) {
			throw new TypeError("Cannot write: the bytes lost their memory while they waited");
		}
		const left = size - this.#sent;
		const rest = new Uint8Array(bytes.buffer, bytes.byteOffset + this.#sent, left);
		if (fds === undefined || this.#sent > 0) return send(this.#fd, rest, left, flags);
		const message = new OutgoingMessage("writeWithFds", [rest], rightsOf(fds.numbers, "writeWithFds"), 0);
		return message.attempt(this.#fd, flags);
	}

	/** Counts what went, the descriptors with the first byte of it. */
	#advance(sent: number): void {
		const { size, fds } = this.#pieces[this.#next] as Piece;
		fds?.close();
		this.#sent += sent;
		if (this.#sent < size) return;
		this.#next += 1;
		this.#sent = 0;
	}

	#finish(error: Error | undefined): void {
		const done = this.#done;
		this.#pieces = [];
		this.#next = 0;
		this.#done = undefined;
		if (done === undefined) return;
		this.#rest();
		done(error);
	}

	#watch(): void {
		if (this.#watching) return;
		const callback = { run: () => this.#roomAgain(), cancel() {}, cancelled: () => !this.#watching };
		try {
			this.#engine.driver.setCallback(this.#fd, EVENT_WRITE, callback);
			this.#watching = true;
		} catch (error) {
			this.stop(error as Error);
		}
	}

	#rest(): void {
		if (!this.#watching) return;
		this.#watching = false;
		this.#engine.driver.removeCallback(this.#fd, EVENT_WRITE);
	}

	#roomAgain(): void {
		if (!this.#watching) return;
		const went = this.#flush();
		if (this.#watching) this.#engine.driver.reportWrite(this.#fd, went);
		// What was called back may have promises settled and ticks to be run.
		this.#engine.promiseSettled();
	}
}
