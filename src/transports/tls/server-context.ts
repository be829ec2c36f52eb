/** Node's secure contexts of servers, one for each object of settings: its connections know each other's sessions. */
import { createHash } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import type { TlsSettings } from "../tls-settings.js";
import { expectCertificate } from "./expect-certificate.js";

const contexts = new WeakMap<object, SecureContext>();

/** As Node's own servers have: without one, OpenSSL refuses a client with a certificate that comes again with its session. */
const usualSessionContext = createHash("sha256").update(process.argv.join(" ")).digest("hex").slice(0, 32);

/**
 * Finds or makes the secure context of a server's settings.
 *
 * @param ssl the settings.
 * @returns the context.
 * @throws ValueError if there is neither a certificate with its key nor what finds one.
 * @throws Node's errors where certificate or key are no such things.
 */
export function serverContextOf(ssl: TlsSettings): SecureContext {
	const settings = ssl === true ? {} : ssl;
	if (settings.secureContext !== undefined) return settings.secureContext;
	let context = contexts.get(settings);
	if (context === undefined) {
		// Node's own words go first, where it has any.
		const { honorCipherOrder = true, sessionIdContext = usualSessionContext } = settings;
		context = createSecureContext({ ...settings, honorCipherOrder, sessionIdContext });
		expectCertificate(settings);
		contexts.set(settings, context);
	}
	return context;
}
