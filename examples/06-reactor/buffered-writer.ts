/** Writes that never wait: what the kernel does not take now stays in memory until it does. */
import { BlockingIOError, type Socket } from "evloop";
import type { Reactor } from "./reactor.js";

export class BufferedWriter {
	readonly #reactor: Reactor;
	readonly #sock: Socket;
	#unsent: Buffer = Buffer.alloc(0);

	constructor(reactor: Reactor, sock: Socket) {
		this.#reactor = reactor;
		this.#sock = sock;
		sock.setblocking(false);
	}

	/**
	 * Sends what the kernel takes and keeps the rest.
	 *
	 * @param data what to send.
	 * @param sent called when all of it is on its way, never before `write` has returned.
	 * @returns how many bytes had to be kept.
	 */
	write(data: string, sent: () => void): number {
		this.#unsent = Buffer.concat([this.#unsent, Buffer.from(data)]);
		this.#send();
		this.#reactor.addWriter(this.#sock, () => {
			this.#send();
			if (this.#unsent.length > 0) return;
			this.#reactor.removeWriter(this.#sock);
			sent();
		});
		return this.#unsent.length;
	}

	#send(): void {
		if (this.#unsent.length === 0) return;
		try {
			// A short write leaves the rest.
			this.#unsent = this.#unsent.subarray(this.#sock.send(this.#unsent));
		} catch (error) {
			// EAGAIN leaves everything.
			if (!(error instanceof BlockingIOError)) throw error;
		}
	}
}
