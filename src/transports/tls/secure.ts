/** Puts TLS over a transport. */
import type { TLSSocket } from "node:tls";
import { RuntimeError } from "../../errors.js";
import { type Coroutine, waitOn } from "../../futures/index.js";
import type { Engine } from "../../reactor/index.js";
import type { TransportDuplex } from "../duplex/index.js";
import type { TlsClientParameters, TlsSettings } from "../tls-settings.js";
import { handshake } from "./handshake.js";
import { openTlsSocket } from "./open-tls-socket.js";

/** What a handshake is made with. */
export interface SecureOptions extends TlsClientParameters {
	/** Whether this side is the server. */
	readonly serverSide?: boolean | undefined;
}

/** How long a handshake may take where nothing is said: asyncio's, in milliseconds. */
const usualHandshakeTimeout = 60_000;

/**
 * Makes the handshake.
 *
 * @param engine the engine.
 * @param stream what TLS runs on, attached to its transport.
 * @param ssl the settings.
 * @param options which side it is, for whom, and how long it may take.
 * @returns the coroutine of Node's TLS socket.
 * @throws RuntimeError in a blocking loop, where nothing of Node's runs.
 * @throws What the handshake fails with; the connection is ended then.
 */
export function* secure(
	engine: Engine,
	stream: TransportDuplex,
	ssl: TlsSettings,
	options: SecureOptions,
): Coroutine<TLSSocket> {
	const { serverSide = false, serverHostname = "", sslHandshakeTimeout = usualHandshakeTimeout } = options;
	let tls: TLSSocket | undefined;
	try {
		expectNodesLoop(engine);
		const settings = ssl === true ? {} : ssl;
		const demands = serverSide
			? {
					requestCert: settings.requestCert ?? false,
					rejectUnauthorized: settings.rejectUnauthorized ?? true,
				}
			: undefined;
		tls = openTlsSocket(stream, ssl, { serverSide, serverHostname });
		yield* waitOn(handshake(engine, tls, sslHandshakeTimeout, demands));
		return tls;
	} catch (error) {
		// Whatever they say from now on has been said.
		tls?.on("error", () => {});
		stream.on("error", () => {});
		tls?.destroy();
		stream.destroy();
		throw error;
	}
}

/**
 * Refuses TLS where nothing of Node's runs.
 *
 * @param engine the engine.
 * @throws RuntimeError in a blocking loop.
 */
export function expectNodesLoop(engine: Engine): void {
	if (!engine.host.blocks) return;
	throw new RuntimeError("Cannot use TLS in a loop that blocks: node:tls needs Node's own loop");
}
