import { MessageHeader } from "../../ffi/index.js";

let header: MessageHeader | undefined;

/**
 * The one header of this thread; made when the first message is.
 *
 * @returns the header.
 */
export function messageHeader(): MessageHeader {
	header ??= new MessageHeader();
	return header;
}
