/** What the answers to one request add up to. */
import { osError, RuntimeError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { littleEndian, viewOf } from "../addresses/native-view.js";
import { checkInteger } from "../arguments/check-integer.js";
import { decodeNetlink } from "./decode-netlink.js";
import type { NetlinkMessage } from "./netlink-message.js";

const { NLM_F_DUMP_INTR, NLM_F_MULTI, NLMSG_DONE, NLMSG_ERROR, NLMSG_NOOP, NLMSG_OVERRUN } =
	platform.sockets.constants;

/**
 * Gathers the answer to a request, datagram by datagram, whatever it was received with.
 *
 * It ends with NLMSG_DONE where it has several parts, with NLMSG_ERROR, which with the number 0 is an acknowledgement,
 * and with the one message where there is but one. What belongs to other requests is passed over.
 *
 * @example
 * ```ts
 * import { encodeNetlink, NetlinkReply } from "evloop";
 *
 * const reply = new NetlinkReply(7);
 * reply.add(encodeNetlink({ type: 16, sequence: 6 }));
 * console.log(reply.done); // false
 * reply.add(encodeNetlink({ type: 16, sequence: 7 }));
 * console.log(reply.done, reply.messages.length); // true 1
 * ```
 */
export class NetlinkReply {
	/** What has come so far, without NLMSG_DONE and acknowledgements. */
	readonly messages: Required<NetlinkMessage>[] = [];
	readonly #sequence: number;
	#done = false;
	#interrupted = false;

	/**
	 * Begins with nothing.
	 *
	 * @param sequence the number of the request.
	 * @throws TypeError where it is no whole number.
	 * @throws RangeError where it has no place in 32 bits.
	 */
	constructor(sequence: number) {
		this.#sequence = checkInteger(sequence, "Cannot make a NetlinkReply: sequence", 0, 0xffffffff);
	}

	/** Whether all of it has come. */
	get done(): boolean {
		return this.#done;
	}

	/** Whether something changed while the kernel made the answer (NLM_F_DUMP_INTR), so that one had better ask again. */
	get interrupted(): boolean {
		return this.#interrupted;
	}

	/**
	 * Takes what one datagram has in it. Data that lie in the caller's own buffer must stay as they are.
	 *
	 * @param data the datagram, as it was received.
	 * @returns whether all of the answer has come.
	 * @throws TypeError where the data are no Uint8Array.
	 * @throws ValueError where they were cut.
	 * @throws OSError where the kernel refuses the request, such as EPERM, ENODEV or EOPNOTSUPP.
	 * @throws RuntimeError where data were lost (NLMSG_OVERRUN).
	 */
	add(data: Uint8Array): boolean {
		for (const message of decodeNetlink(data)) {
			if (message.sequence === this.#sequence && !this.#done) this.#take(message);
		}
		return this.#done;
	}

	#take(message: Required<NetlinkMessage>): void {
		const { type, flags, payload } = message;
		if ((flags & NLM_F_DUMP_INTR) !== 0) this.#interrupted = true;
		if (type === NLMSG_NOOP) return;
		if (type === NLMSG_OVERRUN)
			throw new RuntimeError("Cannot gather the answer: netlink has lost a part of it");
		if (type === NLMSG_ERROR || type === NLMSG_DONE) {
			this.#done = true;
			// Both begin with the number of an error: 0 where all is well, negative else.
			const number = payload.length < 4 ? 0 : viewOf(payload).getInt32(0, littleEndian);
			if (number < 0) throw osError(-number, "netlink");
			return;
		}
		this.messages.push(message);
		if ((flags & NLM_F_MULTI) === 0) this.#done = true;
	}
}
