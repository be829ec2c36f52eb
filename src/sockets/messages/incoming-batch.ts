/** Datagrams that are to be received together. */
import { constants } from "node:buffer";
import { MessageBatch, platform, recvfrom, SOCKADDR_STORAGE_SIZE } from "../../ffi/index.js";
import { decodeAddress } from "../addresses/codecs.js";
import { checkInteger } from "../arguments/check-integer.js";
import { trim } from "../receive.js";
import { copyMessages } from "./copy-messages.js";
import type { Datagram } from "./datagram.js";
import { messageBatch } from "./thread-batch.js";

const { MSG_DONTWAIT, MSG_WAITFORONE } = platform.sockets.constants;
/** All of them together have no more room than this. */
const mostRoom = Math.min(constants.MAX_LENGTH, 2 ** 30);

/** Datagrams to receive. */
export class IncomingBatch {
	readonly #count: number;
	readonly #size: number;
	readonly #flags: number;
	readonly #atOnce: boolean;
	/** What single calls brought. */
	#taken: Datagram[] = [];

	/**
	 * @param action what it is for, such as `"recvmmsg"`.
	 * @param count how many at most.
	 * @param size how many bytes of each at most.
	 * @param flags for recvmmsg(2).
	 * @param atOnce whether one call brings them all.
	 * @throws TypeError or RangeError where a number is wrong.
	 */
	constructor(
		action: string,
		count: unknown,
		size: unknown,
		flags: unknown,
		atOnce = platform.sockets.takesMany,
	) {
		this.#count = checkInteger(count, `Cannot ${action}: count`, 1, MessageBatch.most);
		this.#size = checkInteger(size, `Cannot ${action}: size`, 0, Math.floor(mostRoom / this.#count));
		this.#flags = checkInteger(flags, `Cannot ${action}: flags`);
		this.#atOnce = atOnce;
	}

	/** How many at most. */
	get count(): number {
		return this.#count;
	}

	/**
	 * Tries to receive: waits for the first at most. Where that succeeds, {@link IncomingBatch.take} must follow at once.
	 *
	 * @param fd the socket.
	 * @param flags more flags.
	 * @returns how many came; negative with `errno` set.
	 */
	attempt(fd: number, flags = 0): number {
		const all = this.#flags | flags;
		if (!this.#atOnce) return this.#attemptEach(fd, all);
		return messageBatch().receive(fd, this.#count, this.#size, all | MSG_WAITFORONE);
	}

	/**
	 * Reads what came.
	 *
	 * @param received how many came.
	 * @returns the datagrams, in copies.
	 */
	take(received: number): Datagram[] {
		if (!this.#atOnce) return this.#taken;
		const batch = messageBatch();
		const data = copyMessages(batch, received, this.#size);
		const taken: Datagram[] = [];
		for (let i = 0; i < received; i += 1) {
			taken.push([data[i] as Buffer, decodeAddress(batch.name(i), batch.nameLength(i))]);
		}
		return taken;
	}

	#attemptEach(fd: number, flags: number): number {
		this.#taken = [];
		const name = Buffer.allocUnsafeSlow(SOCKADDR_STORAGE_SIZE);
		const nameLength = new Uint32Array(1);
		for (let more = 0; this.#taken.length < this.#count; more = MSG_DONTWAIT) {
			const buffer = Buffer.allocUnsafe(Math.max(1, this.#size));
			nameLength[0] = name.length;
			const length = recvfrom(fd, buffer, this.#size, flags | more, name, nameLength);
			if (length < 0) return this.#taken.length || length;
			const data = trim(buffer, Math.min(length, this.#size));
			this.#taken.push([data, decodeAddress(name, nameLength[0] ?? 0)]);
		}
		return this.#taken.length;
	}
}
