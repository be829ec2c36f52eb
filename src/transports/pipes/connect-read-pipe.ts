/** `connectReadPipe`: a transport that reads from a pipe. */
import type { Future, OperationOptions } from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { ReadTransport } from "../interfaces/index.js";
import type { Protocol } from "../protocols/index.js";
import type { ProtocolFactory } from "../sockets/index.js";
import { connectPipe } from "./connect-pipe.js";
import { ReadPipeTransport } from "./read-pipe-transport.js";

/**
 * Connects a protocol to a pipe that it reads from; see `PipeMethods.connectReadPipe`.
 *
 * @param engine the engine.
 * @param factory makes the protocol.
 * @param pipe the pipe.
 * @param options its signal.
 * @returns a future of the transport and the protocol.
 */
export function connectReadPipe<P extends Protocol>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	pipe: FileObject,
	options?: OperationOptions,
): Future<[transport: ReadTransport, protocol: P]> {
	return connectPipe(
		engine,
		factory,
		pipe,
		{
			action: "connectReadPipe",
			writes: false,
			makeTransport: (descriptor, protocol, waiter) =>
				new ReadPipeTransport(engine, descriptor, protocol, waiter),
		},
		options,
	);
}
