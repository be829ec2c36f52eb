/** `connectWritePipe`: a transport that writes to a pipe. */
import type { Future, OperationOptions } from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { WriteTransport } from "../interfaces/index.js";
import type { BaseProtocol } from "../protocols/index.js";
import type { ProtocolFactory } from "../sockets/index.js";
import { connectPipe } from "./connect-pipe.js";
import { WritePipeTransport } from "./write-pipe-transport.js";

/**
 * Connects a protocol to a pipe that it writes to; see `PipeMethods.connectWritePipe`.
 *
 * @param engine the engine.
 * @param factory makes the protocol.
 * @param pipe the pipe.
 * @param options its signal.
 * @returns a future of the transport and the protocol.
 */
export function connectWritePipe<P extends BaseProtocol>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	pipe: FileObject,
	options?: OperationOptions,
): Future<[transport: WriteTransport, protocol: P]> {
	return connectPipe(
		engine,
		factory,
		pipe,
		{
			action: "connectWritePipe",
			writes: true,
			makeTransport: (descriptor, protocol, waiter) =>
				new WritePipeTransport(engine, descriptor, protocol, waiter),
		},
		options,
	);
}
