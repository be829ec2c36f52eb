/**
 * What an FdDuplex receives: bytes, and before them the descriptors that came with them.
 *
 * Linux joins what was sent in several pieces up to the first that has descriptors, and ends a message there: descriptors
 * belong to a byte of the data that came with them, and the order of all is that in which they were sent.
 */
import { constants } from "node:os";
import { OSError, osError } from "../../errors.js";
import { errno, platform } from "../../ffi/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { EVENT_READ } from "../../selectors/index.js";
import {
	closeDescriptors,
	descriptorRoom,
	IncomingMessage,
	takeDescriptors,
	trim,
} from "../../sockets/internals.js";

const { MSG_CTRUNC, MSG_DONTWAIT } = platform.sockets.constants;
const { EAGAIN, EINTR } = constants.errno;
/** How many descriptors one message may bring; where the system names no limit, more than anybody sends. */
const mostDescriptors = platform.sockets.mostDescriptors || 512;

/** How much is received at once, in bytes. */
const size = 65_536;
/** How many messages are received at one event at most. */
const mostPerEvent = 16;

/** Who is told. */
export interface Receiving {
	/** Descriptors came; they are its own. */
	tookFds(fds: number[]): void;
	/** Bytes came, or with null their end; returns whether more is wanted. */
	took(data: Buffer | null): boolean;
	/** It is over. */
	failed(error: Error): void;
}

/** Receives whenever it is wanted. */
export class FdReceiver {
	readonly #engine: SelectorEngine;
	readonly #fd: number;
	readonly #target: Receiving;
	#buffer: Buffer | undefined;
	#watching = false;

	/**
	 * @param engine the engine.
	 * @param fd the descriptor, which was adopted.
	 * @param target who is told.
	 */
	constructor(engine: SelectorEngine, fd: number, target: Receiving) {
		this.#engine = engine;
		this.#fd = fd;
		this.#target = target;
	}

	/** Receives what comes. Twice is harmless. */
	start(): void {
		if (this.#watching) return;
		const callback = { run: () => this.#receive(), cancel() {}, cancelled: () => !this.#watching };
		try {
			this.#engine.driver.setCallback(this.#fd, EVENT_READ, callback);
			this.#watching = true;
		} catch (error) {
			this.#target.failed(error as Error);
		}
	}

	/** Leaves what comes in the kernel. Twice is harmless. */
	stop(): void {
		if (!this.#watching) return;
		this.#watching = false;
		this.#engine.driver.removeCallback(this.#fd, EVENT_READ);
	}

	#receive(): void {
		if (!this.#watching) return;
		try {
			for (let count = 0; count < mostPerEvent && this.#receiveOne(); count += 1);
		} catch (error) {
			this.stop();
			this.#target.failed(error as Error);
		}
		// Streams go on in ticks of Node's.
		this.#engine.promiseSettled();
	}

	/** Returns whether there may be more at once, and it is wanted. */
	#receiveOne(): boolean {
		this.#buffer ??= Buffer.allocUnsafeSlow(size);
		const buffer = this.#buffer;
		const message = new IncomingMessage("recvmsg", [buffer], descriptorRoom(mostDescriptors), 0);
		const received = message.attempt(this.#fd, MSG_DONTWAIT);
		if (received < 0) {
			const error = errno();
			if (error === EINTR) return true;
			if (error === EAGAIN) return false;
			throw osError(error, "recvmsg", { fd: this.#fd });
		}
		const [fds, flags] = takeDescriptors(message.take(), mostDescriptors);
		if ((flags & MSG_CTRUNC) !== 0) {
			closeDescriptors(fds);
			throw lostDescriptors(this.#fd);
		}
		if (fds.length > 0) this.#target.tookFds(fds);
		// Whoever was told may have destroyed the stream.
		if (!this.#watching) return false;
		if (received === 0) {
			this.stop();
			this.#target.took(null);
			return false;
		}
		const data = trim(buffer, received);
		// What was handed out without a copy is not ours any more.
		if (data.buffer === buffer.buffer) this.#buffer = undefined;
		if (!this.#target.took(data)) this.stop();
		return this.#watching && (received === size || fds.length > 0);
	}
}

function lostDescriptors(fd: number): OSError {
	const { EMFILE: number } = constants.errno;
	const { code, errno, syscall } = osError(number, "recvmsg", { fd });
	return new OSError(
		"Cannot receive: descriptors were lost on their way (MSG_CTRUNC); has this process no room for more?",
		{ code, errno, syscall, fd },
	);
}
