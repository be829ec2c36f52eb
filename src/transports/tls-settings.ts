/** What TLS is made with. */
import type { ConnectionOptions, TlsOptions } from "node:tls";

/**
 * The settings of a TLS connection: `true` for what is usual, or what `node:tls` takes: `ca`, `cert`, `key`,
 * `secureContext`, `ALPNProtocols`, `SNICallback`, `requestCert`, `rejectUnauthorized`, `session`, `minVersion` and so on.
 */
export type TlsSettings = true | (ConnectionOptions & TlsOptions);

/** The part of a connection's options that is about TLS. */
export interface TlsParameters {
	/** Has the connection secured: `true` for what is usual, or what `node:tls` takes. */
	readonly ssl?: TlsSettings | undefined;
	/** How long the handshake may take, in milliseconds; 60,000 by default. */
	readonly sslHandshakeTimeout?: number | undefined;
	/**
	 * How long `close()` may take, in milliseconds; 30,000 by default. What was written is sent in that time, and the peer
	 * answers the closing of TLS; otherwise the connection is aborted, and `connectionLost` gets a TimeoutError.
	 */
	readonly sslShutdownTimeout?: number | undefined;
}

/** {@link TlsParameters} of a client. */
export interface TlsClientParameters extends TlsParameters {
	/** The name that the server's certificate must be for; the host by default, `""` for any. */
	readonly serverHostname?: string | undefined;
}
