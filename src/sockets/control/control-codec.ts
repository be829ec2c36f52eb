import type { AncillaryInput, AncillaryMessage } from "../messages/ancillary-message.js";

/** One kind of control message, with its content as a value instead of bytes. */
export interface ControlCodec<out T, in I = T> {
	/**
	 * Writes it for `sendmsg`.
	 *
	 * @param value the content.
	 * @returns level, type and bytes.
	 * @throws TypeError or RangeError where the value is of another kind, or out of range.
	 * @throws NotImplementedError where this system has no such message.
	 */
	encode(value: I): AncillaryInput;
	/**
	 * Looks for it in what `recvmsg` told. Throws nothing.
	 *
	 * @param ancdata the control messages.
	 * @returns the content of the first of this kind; undefined where there is none, or it was cut.
	 */
	find(ancdata: readonly AncillaryMessage[]): T | undefined;
}
