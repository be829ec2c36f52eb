/** `createDatagramEndpoint`: opens a datagram socket, and puts a transport and a protocol over it. */
import { ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import {
	type AsyncContext,
	abortable,
	alreadyAborted,
	type Coroutine,
	captureContext,
	Future,
	Operation,
	waitOn,
} from "../../futures/index.js";
import { checkOptions } from "../../internal/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { Socket } from "../../sockets/index.js";
import { showValue } from "../../sockets/internals.js";
import { checkFactory } from "../check-factory.js";
import type { DatagramTransport } from "../interfaces/index.js";
import type { DatagramProtocol } from "../protocols/index.js";
import type { ProtocolFactory } from "../sockets/index.js";
import type { DatagramEndpointOptions } from "./datagram-endpoint-options.js";
import { endpointCandidates, planEndpoint } from "./endpoint-addresses.js";
import { type OpenEndpoint, openEndpoint } from "./open-endpoint.js";
import { SocketDatagramTransport } from "./socket-datagram-transport.js";

const { SOCK_STREAM } = platform.sockets.constants;
/** What says which socket to make, and so does not go with one that is there. */
const makers = [
	"localAddr",
	"remoteAddr",
	"family",
	"proto",
	"flags",
	"reusePort",
	"allowBroadcast",
] as const;

/** What an endpoint becomes: its transport and its protocol. */
export type DatagramEndpoint<P> = [transport: DatagramTransport, protocol: P];

/**
 * Opens an endpoint; see `DatagramMethods.createDatagramEndpoint`.
 *
 * @param engine the engine.
 * @param factory makes the protocol.
 * @param options which socket.
 * @returns a future of transport and protocol.
 */
export function createDatagramEndpoint<P extends DatagramProtocol>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	options: DatagramEndpointOptions = {},
): Future<DatagramEndpoint<P>> {
	checkFactory(factory, "createDatagramEndpoint");
	checkOptions(options, "createDatagramEndpoint");
	const { sock } = options;
	const plan = sock === undefined ? planEndpoint(options) : undefined;
	if (sock !== undefined) checkSock(sock, options);
	const aborted = alreadyAborted<DatagramEndpoint<P>>(engine, options);
	if (aborted !== undefined) return aborted;
	const context = captureContext();
	return abortable(new Operation(engine, creating()), options);

	function* creating(): Coroutine<DatagramEndpoint<P>> {
		if (sock !== undefined || plan === undefined) {
			return yield* makeTransport(
				engine,
				{ sock: sock as Socket, remoteAddr: undefined, removePath: undefined },
				factory,
				context,
			);
		}
		const candidates = yield* endpointCandidates(engine, plan, options);
		return yield* makeTransport(engine, yield* openEndpoint(engine, candidates, options), factory, context);
	}
}

function checkSock(sock: unknown, options: DatagramEndpointOptions): void {
	if (!(sock instanceof Socket)) {
		throw new TypeError(`Cannot createDatagramEndpoint: sock must be a Socket, got ${showValue(sock)}`);
	}
	if (sock.type === SOCK_STREAM) {
		throw new ValueError("Cannot createDatagramEndpoint: sock must keep messages apart (SOCK_DGRAM)");
	}
	const others = makers.filter((name) => options[name]);
	if (others.length > 0) {
		throw new ValueError(`Cannot createDatagramEndpoint: ${others.join(", ")} do not go with a sock`);
	}
}

/** Makes protocol and transport, and waits until they have met; whatever fails closes the socket, unless it is another's. */
function* makeTransport<P extends DatagramProtocol>(
	engine: SelectorEngine,
	{ sock, remoteAddr, removePath }: OpenEndpoint,
	factory: ProtocolFactory<P>,
	context: AsyncContext,
): Coroutine<DatagramEndpoint<P>> {
	engine.driver.expectNoOwner(sock.fileno());
	const waiter = new Future<void>(engine);
	let protocol: P;
	let transport: DatagramTransport;
	try {
		sock.setblocking(false);
		protocol = context.runInAsyncScope(factory);
		transport = new SocketDatagramTransport(engine, sock, protocol, {
			context,
			waiter,
			remoteAddr,
			removePath,
		});
	} catch (error) {
		removePath?.();
		sock.close();
		throw error;
	}
	try {
		yield* waitOn(waiter);
	} catch (error) {
		transport.abort();
		throw error;
	}
	return [transport, protocol];
}
