/** `startTls`: secures a connection that is in use. */
import { RuntimeError, ValueError } from "../../errors.js";
import {
	type AsyncContext,
	abortable,
	alreadyAborted,
	type Coroutine,
	captureContext,
	type Future,
	Operation,
	type OperationOptions,
} from "../../futures/index.js";
import { checkOptions } from "../../internal/index.js";
import type { Engine } from "../../reactor/index.js";
import { checkBytes } from "../../sockets/internals.js";
import { checkTlsParameters } from "../check-tls-parameters.js";
import { DuplexTransport, TransportDuplex } from "../duplex/index.js";
import type { Transport } from "../interfaces/index.js";
import { checkStreamProtocol, SocketTransport, type StreamProtocol } from "../sockets/index.js";
import type { TlsClientParameters, TlsSettings } from "../tls-settings.js";
import { expectNodesLoop, secure } from "./secure.js";
import { tlsTransport } from "./tls-transport.js";

/** How a connection in use is secured. */
export interface StartTlsOptions extends Omit<TlsClientParameters, "ssl">, OperationOptions {
	/** Whether this side is the server; false by default. */
	readonly serverSide?: boolean | undefined;
	/** Bytes that the protocol has received already, and that belong to TLS: the peer may have sent its hello at once. */
	readonly received?: Uint8Array | undefined;
}

/**
 * Secures a connection; see `ConnectingMethods.startTls`.
 *
 * @param engine the engine.
 * @param transport the connection's transport.
 * @param protocol who goes on with the secured one.
 * @param ssl the settings.
 * @param options which side it is, for whom, and what was received already.
 * @returns a future of the new transport.
 */
export function startTls(
	engine: Engine,
	transport: Transport,
	protocol: StreamProtocol,
	ssl: TlsSettings,
	options: StartTlsOptions = {},
): Future<Transport> {
	if (!(transport instanceof SocketTransport || transport instanceof DuplexTransport)) {
		throw new TypeError("Cannot startTls: the transport must be one of this loop's stream transports");
	}
	checkStreamProtocol(protocol);
	checkOptions(options, "startTls");
	checkTlsParameters({ ...options, ssl }, "startTls");
	if (ssl === undefined) throw new ValueError("Cannot startTls: it takes settings, or true");
	if (transport.isClosing()) throw new RuntimeError("Cannot startTls: the transport is closing");
	expectNodesLoop(engine);
	const received = checkBytes(options.received ?? "", "Cannot startTls: received");
	const aborted = alreadyAborted<Transport>(engine, options);
	if (aborted !== undefined) return aborted;
	const context = captureContext();
	// No byte may come in before the new protocol is there.
	transport.pauseReading();
	const stream = new TransportDuplex();
	transport.setProtocol(stream.protocol);
	stream.attach(transport);
	if (received.length > 0) stream.received(Buffer.from(received));
	// The protocol before was told; nobody would tell this one.
	if (transport.hasEnded) stream.ended();
	return abortable(new Operation(engine, securing(stream)), options);

	function* securing(inner: TransportDuplex): Coroutine<Transport> {
		const tls = yield* secure(engine, inner, ssl, options);
		const settings: { readonly context: AsyncContext } = { context };
		const secured: DuplexTransport = tlsTransport(engine, tls, transport, protocol, {
			...settings,
			shutdownTimeout: options.sslShutdownTimeout,
		});
		secured.goOn();
		return secured;
	}
}
