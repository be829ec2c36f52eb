/** Node's TLS socket over a stream of ours. */
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect, TLSSocket, type TLSSocketOptions } from "node:tls";
import type { TlsSettings } from "../tls-settings.js";
import { secureContextOf } from "./secure-context.js";
import { serverContextOf } from "./server-context.js";

/** Which side of the connection it is, and for whom. */
export interface TlsSide {
	/** Whether it is the server. */
	readonly serverSide: boolean;
	/** The name that the server's certificate must be for; `""` for any. */
	readonly serverHostname: string;
}

/**
 * Makes a TLS socket, which begins its handshake.
 *
 * @param stream what it runs on.
 * @param ssl its settings.
 * @param side which side it is.
 * @returns the socket.
 * @throws ValueError if a server has neither a certificate with its key nor what finds one.
 * @throws Node's errors where the settings are no such things.
 */
export function openTlsSocket(
	stream: Duplex,
	ssl: TlsSettings,
	{ serverSide, serverHostname }: TlsSide,
): TLSSocket {
	const settings = ssl === true ? {} : ssl;
	if (serverSide) {
		const options = { ...settings, secureContext: serverContextOf(ssl), isServer: true };
		// Types say Socket; any Duplex serves, as Node's documentation says.
		return new TLSSocket(stream as never, options as TLSSocketOptions);
	}
	const named = serverHostname !== "" && isIP(serverHostname) === 0;
	return connect({
		...settings,
		secureContext: secureContextOf(ssl),
		socket: stream,
		host: serverHostname,
		...(named ? { servername: serverHostname } : {}),
		...(serverHostname === "" ? { checkServerIdentity: () => undefined } : {}),
		// Ours is the settings' word about the name, if it has one.
		...(settings.servername === undefined ? {} : { servername: settings.servername }),
		...(settings.checkServerIdentity === undefined
			? {}
			: { checkServerIdentity: settings.checkServerIdentity }),
	});
}
