/** `sockRecv`: receives what is there. */
import { abortable, alreadyAborted, type Future, type OperationOptions } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import { checkInteger } from "../../sockets/internals.js";
import type { SelectorEngine } from "../selector-engine.js";
import { Receive } from "./receive.js";
import { isAnnounced, mostAtOnce, receivesStream, socketTarget } from "./socket-target.js";
import { StreamReceive } from "./stream-receive.js";

/**
 * Receives; see `SockMethods.sockRecv`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param size the most to receive.
 * @param options its signal.
 * @param Operation what it is made as.
 * @returns a future of the bytes; empty at the end of the stream.
 */
export function sockRecv(
	engine: SelectorEngine,
	sock: FileObject,
	size: number,
	options?: OperationOptions,
	Operation: typeof Receive = receivesStream(sock, size) ? StreamReceive : Receive,
): Future<Buffer> {
	checkInteger(size, "Cannot sockRecv: size", 0, mostAtOnce);
	const fd = socketTarget(sock, "recv");
	const aborted = alreadyAborted<Buffer>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new Operation(engine, sock, fd, size);
	engine.driver.start(operation, isAnnounced(sock));
	return abortable(operation, options);
}
