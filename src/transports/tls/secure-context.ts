/** Node's secure contexts of clients, one for each object of settings: reading certificates and keys costs a millisecond. */
import { createSecureContext, type SecureContext } from "node:tls";
import type { TlsSettings } from "../tls-settings.js";

const contexts = new WeakMap<object, SecureContext>();

/**
 * Finds or makes the secure context of a client's settings.
 *
 * @param ssl the settings.
 * @returns the context.
 * @throws Node's errors where certificate or key are no such things.
 */
export function secureContextOf(ssl: TlsSettings): SecureContext {
	if (ssl === true) return createSecureContext();
	if (ssl.secureContext !== undefined) return ssl.secureContext;
	let context = contexts.get(ssl);
	if (context === undefined) {
		context = createSecureContext(ssl);
		contexts.set(ssl, context);
	}
	return context;
}
