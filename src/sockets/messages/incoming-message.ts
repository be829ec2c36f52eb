/** A message that is to be received: where it goes, and what is made of it. */
import { decodeControl, fcntl, platform } from "../../ffi/index.js";
import type { Address } from "../addresses/address.js";
import { decodeAddress } from "../addresses/codecs.js";
import { byteLength } from "../arguments/byte-length.js";
import { checkInteger } from "../arguments/check-integer.js";
import type { AncillaryMessage } from "./ancillary-message.js";
import { closeDescriptors, descriptorsIn } from "./rights.js";
import { messageHeader } from "./thread-header.js";

const { control: layout, constants } = platform.sockets;
const { MSG_CTRUNC, MSG_CMSG_CLOEXEC } = constants;
const { F_SETFD, FD_CLOEXEC } = platform.files;
const atomic = !Number.isNaN(MSG_CMSG_CLOEXEC);
/** More than this no system call takes. */
const mostRoom = 0x7fffffff;

/** What came beside the data. */
export type MessageDetails = [ancdata: AncillaryMessage[], flags: number, address: Address | undefined];

/** A message to receive. */
export class IncomingMessage {
	readonly #parts: readonly Uint8Array[];
	readonly #room: number;
	readonly #flags: number;
	readonly #action: string;

	/**
	 * @param action what it is for, such as `"recvmsg"`.
	 * @param parts where the data go: memory of ours or checked memory of the caller's.
	 * @param ancbufsize how many bytes of control messages there is room for.
	 * @param flags for recvmsg(2).
	 * @throws TypeError or RangeError where a number is wrong.
	 */
	constructor(action: string, parts: readonly Uint8Array[], ancbufsize: unknown, flags: unknown) {
		this.#action = action;
		this.#parts = parts;
		this.#room = checkInteger(ancbufsize, `Cannot ${action}: ancbufsize`, 0, mostRoom);
		this.#flags = checkInteger(flags, `Cannot ${action}: flags`);
	}

	/**
	 * Tries to receive it. Where that succeeds, {@link IncomingMessage.take} must follow at once.
	 *
	 * @param fd the socket.
	 * @param flags more flags.
	 * @returns how many bytes came; negative with `errno` set.
	 * @throws TypeError where the caller's memory was transferred away since it was checked.
	 */
	attempt(fd: number, flags = 0): number {
		for (const part of this.#parts) {
			// Memory of ours may be empty, and then has an ArrayBuffer all the same.
			if (byteLength(part) === 0 && part.buffer.byteLength === 0) {
				throw new TypeError(`Cannot ${this.#action}: a buffer lost its memory while it waited`);
			}
		}
		const all = this.#flags | flags | (atomic ? MSG_CMSG_CLOEXEC : 0);
		return messageHeader().receive(fd, this.#parts, this.#room, all);
	}

	/**
	 * Reads what came beside the data. The descriptors in it are close-on-exec, and closed where reading fails.
	 *
	 * @returns control messages, flags and the sender's address.
	 */
	take(): MessageDetails {
		const header = messageHeader();
		const { messages, whole } = decodeControl(layout, header.control);
		const ancdata = messages.map(({ level, type, data }) => [level, type, data] as const);
		try {
			if (!atomic) for (const fd of descriptorsIn(ancdata)) fcntl(fd, F_SETFD, "int", FD_CLOEXEC);
			// Linux gives the flag back that every call has, which would tell nobody anything.
			const told = atomic ? header.flags & ~(MSG_CMSG_CLOEXEC & ~this.#flags) : header.flags;
			const address = decodeAddress(header.name, header.nameLength);
			return [ancdata, whole ? told : told | MSG_CTRUNC, address];
		} catch (error) {
			closeDescriptors(descriptorsIn(ancdata));
			throw error;
		}
	}
}
