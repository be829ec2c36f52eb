/** Refuses a server that could finish no handshake. */
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { ValueError } from "../../errors.js";
import type { TlsSettings } from "../tls-settings.js";

/**
 * Checks that a server has a certificate and its key, or what finds them.
 *
 * OpenSSL takes a key of another kind than the certificate's for that of a second certificate; a connection would fail for
 * want of the first one's.
 *
 * @param settings the server's settings.
 * @throws ValueError if it has not.
 */
export function expectCertificate(settings: Exclude<TlsSettings, true>): void {
	const { cert, key, passphrase, pfx, privateKeyIdentifier, SNICallback, pskCallback } = settings;
	if ([pfx, SNICallback, pskCallback].some(isThere)) return;
	if (!isThere(cert)) {
		throw new ValueError(
			"Cannot serve TLS: ssl has neither cert and key, nor pfx, secureContext, SNICallback or pskCallback",
		);
	}
	if (isThere(privateKeyIdentifier)) return;
	if (!isThere(key)) throw new ValueError("Cannot serve TLS: ssl has a cert without its key");
	const certificates = listOf(cert).map(readCertificate);
	const keys = listOf(key).map((each) => readKey(each, passphrase));
	// Nothing is said of what cannot be read here: node:tls reads it, too.
	if (certificates.includes(undefined) || keys.includes(undefined)) return;
	if (certificates.some((each) => keys.some((own) => own && each?.checkPrivateKey(own)))) return;
	throw new ValueError("Cannot serve TLS: the key of ssl is not that of its cert");
}

const isThere = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function readCertificate(cert: unknown): X509Certificate | undefined {
	try {
		return new X509Certificate(cert as string);
	} catch {
		return undefined;
	}
}

/** A key, or `{ pem, passphrase }`. */
function readKey(given: unknown, passphrase: string | undefined): KeyObject | undefined {
	const { pem = given, passphrase: own = passphrase } = given as { pem?: unknown; passphrase?: string };
	try {
		return createPrivateKey({ key: pem as string, ...(own === undefined ? {} : { passphrase: own }) });
	} catch {
		return undefined;
	}
}
