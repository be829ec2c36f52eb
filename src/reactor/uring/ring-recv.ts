import type { Future, OperationOptions } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import { Receive, receivesStream, sockRecv } from "../operations/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { RingReceive } from "./ring-receive.js";

/**
 * Receives on a ring; see `SockMethods.sockRecv`. A datagram needs as much room as was asked for, and a foreign descriptor may
 * be closed while the kernel has it: for these a call is made when there is something.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param size the most to receive.
 * @param options its signal.
 * @returns a future of the bytes; empty at the end of the stream.
 */
export function ringRecv(
	engine: SelectorEngine,
	sock: FileObject,
	size: number,
	options?: OperationOptions,
): Future<Buffer> {
	return sockRecv(engine, sock, size, options, receivesStream(sock, size) ? RingReceive : Receive);
}
