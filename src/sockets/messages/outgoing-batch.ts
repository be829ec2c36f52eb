/** Datagrams that are to be sent together, checked once, tried as often as it takes. */
import { MessageBatch, platform, send, sendto } from "../../ffi/index.js";
import type { Address } from "../addresses/address.js";
import { byteLength } from "../arguments/byte-length.js";
import { checkBytes } from "../arguments/check-bytes.js";
import { checkInteger } from "../arguments/check-integer.js";
import { showValue } from "../arguments/show-value.js";
import { messageBatch } from "./thread-batch.js";

const { noSignalFlag } = platform.sockets;
/** All of them together: they are copied. */
const mostBytes = 2 ** 30;

/** Datagrams to send. */
export class OutgoingBatch {
	readonly #data: readonly Uint8Array[];
	readonly #sizes: readonly number[];
	readonly #addresses: readonly (Uint8Array | undefined)[];
	readonly #flags: number;
	readonly #action: string;
	readonly #atOnce: boolean;

	/**
	 * @param action what it is for, such as `"sendmmsg"`.
	 * @param messages pairs of data and address.
	 * @param flags for sendmmsg(2).
	 * @param encode brings an address into the kernel's form.
	 * @param atOnce whether one call sends them all.
	 * @throws TypeError, RangeError, ValueError or gaierror where one of them is wrong.
	 */
	constructor(
		action: string,
		messages: unknown,
		flags: unknown,
		encode: (address: Address) => Uint8Array,
		atOnce = platform.sockets.takesMany,
	) {
		this.#action = action;
		this.#atOnce = atOnce;
		this.#flags = checkInteger(flags, `Cannot ${action}: flags`) | noSignalFlag;
		const pairs = checkPairs(messages, action);
		this.#data = pairs.map(([data], index) => checkBytes(data, `Cannot ${action}: messages[${index}][0]`));
		// Measured before the addresses are read, which may run code of the caller's.
		this.#sizes = this.#data.map(byteLength);
		this.#addresses = pairs.map(([, address]) =>
			address === undefined ? undefined : encode(address as Address),
		);
		const total = this.#sizes.reduce((sum, size) => sum + size, 0);
		if (total > mostBytes) {
			throw new RangeError(`Cannot ${action}: the messages may have ${mostBytes} bytes, these have ${total}`);
		}
	}

	/** How many there are. */
	get count(): number {
		return this.#data.length;
	}

	/**
	 * Tries to send them, in their order.
	 *
	 * @param fd the socket.
	 * @param flags more flags.
	 * @returns how many went; negative with `errno` set, where the first one did not.
	 * @throws TypeError where data lost their memory since it was made.
	 */
	attempt(fd: number, flags = 0): number {
		for (let i = 0; i < this.#data.length; i += 1) {
			if (byteLength(this.#data[i] as Uint8Array) !== this.#sizes[i]) {
				throw new TypeError(`Cannot ${this.#action}: the data lost its memory while it waited`);
			}
		}
		const all = this.#flags | flags;
		return this.#atOnce
			? messageBatch().send(fd, this.#data, this.#sizes, this.#addresses, all)
			: this.#attemptEach(fd, all);
	}

	#attemptEach(fd: number, flags: number): number {
		for (const [index, data] of this.#data.entries()) {
			const [size = 0, address] = [this.#sizes[index], this.#addresses[index]];
			const sent =
				address === undefined
					? send(fd, data, size, flags)
					: sendto(fd, data, size, flags, address, address.length);
			if (sent < 0) return index || sent;
		}
		return this.#data.length;
	}
}

/** Copies: what was checked must be what is used, though elements may be getters. */
function checkPairs(messages: unknown, action: string): unknown[][] {
	const what = `Cannot ${action}: messages`;
	if (!Array.isArray(messages)) {
		throw new TypeError(`${what} must be an array of [data, address], got ${showValue(messages)}`);
	}
	const { length } = messages;
	if (length === 0 || length > MessageBatch.most) {
		throw new RangeError(`${what} may be 1 to ${MessageBatch.most}, these are ${length}`);
	}
	return Array.from(Array.prototype.slice.call(messages) as unknown[], (pair, index) => {
		if (!Array.isArray(pair)) {
			throw new TypeError(`${what}[${index}] must be [data, address], got ${showValue(pair)}`);
		}
		return Array.prototype.slice.call(pair, 0, 2) as unknown[];
	});
}
