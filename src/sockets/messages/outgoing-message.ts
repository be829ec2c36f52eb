/** A message that is to be sent, checked once, tried as often as it takes. */
import { ValueError } from "../../errors.js";
import { controlSpace, encodeControl, MessageHeader, platform } from "../../ffi/index.js";
import { byteLength } from "../arguments/byte-length.js";
import { checkBytes } from "../arguments/check-bytes.js";
import { checkInteger } from "../arguments/check-integer.js";
import { showValue } from "../arguments/show-value.js";
import { checkDescriptors, isRights, readDescriptors } from "./rights.js";
import { messageHeader } from "./thread-header.js";

const { noSignalFlag, control: layout, constants } = platform.sockets;
const { SOCK_STREAM } = constants;
const mostControl = 0x7fffffff;

/** A message to send. */
export class OutgoingMessage {
	readonly #parts: readonly Uint8Array[];
	readonly #sizes: readonly number[];
	readonly #control: Uint8Array;
	readonly #flags: number;
	readonly #action: string;
	readonly #hasRights: boolean;
	/** Where it goes, in the kernel's form; undefined for the socket's peer. */
	address: Uint8Array | undefined;

	/**
	 * @param action what it is for, such as `"sendmsg"`.
	 * @param buffers the data.
	 * @param ancdata the control messages.
	 * @param flags for sendmsg(2).
	 * @throws TypeError, RangeError, ValueError or OSError where one of them is wrong.
	 */
	constructor(action: string, buffers: unknown, ancdata: unknown, flags: unknown) {
		this.#action = action;
		this.#flags = checkInteger(flags, `Cannot ${action}: flags`) | noSignalFlag;
		const messages = checkArray(ancdata, `Cannot ${action}: ancdata`, "[level, type, data]").map(
			(message, index) => checkMessage(message, `Cannot ${action}: ancdata[${index}]`),
		);
		const carried = messages.filter(({ level, type }) => isRights(level, type));
		this.#hasRights = carried.some(({ data }) => data.length > 0);
		for (const { data } of carried) {
			if (data.length % 4 !== 0) {
				throw new ValueError(
					`Cannot ${action}: SCM_RIGHTS takes descriptors of 4 bytes each, got ${data.length} bytes`,
				);
			}
		}
		checkDescriptors(
			carried.flatMap(({ data }) => readDescriptors(data)),
			action,
		);
		const room = messages.reduce((sum, { data }) => sum + controlSpace(layout, data.length), 0);
		if (room > mostControl) throw new ValueError(`Cannot ${action}: ancdata is too long: ${room} bytes`);
		this.#control = encodeControl(layout, messages);
		this.#parts = checkParts(buffers, action);
		this.#sizes = this.#parts.map(byteLength);
		this.address = undefined;
	}

	/**
	 * Refuses what a stream would lose without a word: descriptors that go with no data.
	 *
	 * @param type asks for the socket's type.
	 * @throws ValueError where it is a stream and the message is empty.
	 */
	checkCarrier(type: () => number): void {
		if (!this.#hasRights || this.#sizes.some((size) => size > 0) || type() !== SOCK_STREAM) return;
		throw new ValueError(
			`Cannot ${this.#action}: a stream carries descriptors with at least one byte of data`,
		);
	}

	/**
	 * Tries to send it.
	 *
	 * @param fd the socket.
	 * @param flags more flags.
	 * @returns how many bytes went; negative with `errno` set.
	 * @throws TypeError where data lost their memory since it was made.
	 */
	attempt(fd: number, flags = 0): number {
		this.#parts.forEach((part, index) => {
			if (byteLength(part) !== this.#sizes[index]) {
				throw new TypeError(`Cannot ${this.#action}: the data lost its memory while it waited`);
			}
		});
		return messageHeader().send(fd, this.#parts, this.#control, this.address, this.#flags | flags);
	}
}

/** A copy of an array: what was checked must be what is used, though its elements may be getters. */
function checkArray(value: unknown, what: string, of: string): unknown[] {
	if (!Array.isArray(value))
		throw new TypeError(`${what} must be an array of ${of}, got ${showValue(value)}`);
	return Array.prototype.slice.call(value);
}

function checkParts(buffers: unknown, action: string): Uint8Array[] {
	const parts = checkArray(buffers, `Cannot ${action}: buffers`, "bytes");
	if (parts.length > MessageHeader.mostPlaces) {
		throw new RangeError(
			`Cannot ${action}: buffers may be ${MessageHeader.mostPlaces} pieces, these are ${parts.length}`,
		);
	}
	return parts.map((part, index) => checkBytes(part, `Cannot ${action}: buffers[${index}]`));
}

function checkMessage(message: unknown, what: string): { level: number; type: number; data: Uint8Array } {
	const parts = checkArray(message, what, "level, type and data");
	if (parts.length !== 3)
		throw new TypeError(`${what} must be [level, type, data], got ${parts.length} elements`);
	const [level, type, data] = parts;
	return {
		level: checkInteger(level, `${what}: its level`),
		type: checkInteger(type, `${what}: its type`),
		data: new Uint8Array(checkBytes(data, `${what}: its data`)),
	};
}
