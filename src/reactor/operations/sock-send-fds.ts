/** `sockSendFds`: sends descriptors beside data. */
import type { Future } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { BytesLike, FileLike } from "../../sockets/index.js";
import { rightsOf } from "../../sockets/internals.js";
import type { SelectorEngine } from "../selector-engine.js";
import type { SendMessageOptions } from "./message-options.js";
import { sendMessage } from "./send-message.js";

/**
 * Sends descriptors; see `SockMessageMethods.sockSendFds`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param buffers the data.
 * @param fds the descriptors.
 * @param options its address, flags and signal.
 * @returns a future of how many bytes of data went.
 */
export function sockSendFds(
	engine: SelectorEngine,
	sock: FileObject,
	buffers: readonly BytesLike[],
	fds: readonly FileLike[],
	options?: SendMessageOptions,
): Future<number> {
	return sendMessage(engine, sock, "sockSendFds", buffers, rightsOf(fds, "sockSendFds"), options);
}
