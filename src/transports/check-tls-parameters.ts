/** Refuses TLS parameters that mean nothing. */
import { ValueError } from "../errors.js";
import { checkOptions } from "../internal/index.js";
import { showValue } from "../sockets/internals.js";
import { checkAlpnProtocols } from "./check-alpn-protocols.js";
import type { TlsClientParameters } from "./tls-settings.js";

/**
 * Checks the part of a connection's options that is about TLS.
 *
 * @param options the options.
 * @param action what they are for.
 * @throws TypeError if the options are no object, `ssl` is neither true nor an object, or another is of the wrong kind.
 * @throws RangeError if a time limit is not positive.
 * @throws ValueError if something is said about TLS, but there is no `ssl`, or one of its ALPNProtocols is no name.
 */
export function checkTlsParameters(options: TlsClientParameters, action: string): void {
	checkOptions(options, action);
	const { ssl, serverHostname, sslHandshakeTimeout, sslShutdownTimeout } = options;
	const rest = { serverHostname, sslHandshakeTimeout, sslShutdownTimeout };
	if (ssl === undefined) {
		for (const [name, value] of Object.entries(rest)) {
			if (value !== undefined) throw new ValueError(`Cannot ${action}: ${name} means nothing without ssl`);
		}
		return;
	}
	if (ssl !== true && (typeof ssl !== "object" || ssl === null || Array.isArray(ssl))) {
		throw new TypeError(`Cannot ${action}: ssl must be true or an object of settings, got ${showValue(ssl)}`);
	}
	if (ssl !== true && ssl.ALPNProtocols !== undefined) checkAlpnProtocols(ssl.ALPNProtocols, action);
	if (serverHostname !== undefined && typeof serverHostname !== "string") {
		throw new TypeError(
			`Cannot ${action}: serverHostname must be a string, got ${showValue(serverHostname)}`,
		);
	}
	for (const [name, value] of Object.entries({ sslHandshakeTimeout, sslShutdownTimeout })) {
		if (value === undefined) continue;
		if (typeof value !== "number") {
			throw new TypeError(`Cannot ${action}: ${name} must be a number, got ${showValue(value)}`);
		}
		if (!(value > 0))
			throw new RangeError(`Cannot ${action}: ${name} must be positive milliseconds, got ${value}`);
	}
}
