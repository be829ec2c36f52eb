/** `sockSendmsg`: sends a message, with what goes beside its data. */
import type { Future } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { AncillaryInput, BytesLike } from "../../sockets/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import type { SendMessageOptions } from "./message-options.js";
import { sendMessage } from "./send-message.js";

/**
 * Sends a message; see `SockMessageMethods.sockSendmsg`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param buffers the data.
 * @param ancdata the control messages.
 * @param options its address, flags and signal.
 * @returns a future of how many bytes of data went.
 */
export function sockSendmsg(
	engine: SelectorEngine,
	sock: FileObject,
	buffers: readonly BytesLike[],
	ancdata: readonly AncillaryInput[] = [],
	options?: SendMessageOptions,
): Future<number> {
	return sendMessage(engine, sock, "sockSendmsg", buffers, ancdata, options);
}
