/** Refuses application protocols that TLS cannot name: Node hands them to OpenSSL unseen, and ends the process where that refuses. */
import { ValueError } from "../errors.js";
import { checkText, showValue } from "../sockets/internals.js";

/** A name's length stands in one byte. */
const longestName = 255;

/**
 * Checks the protocols that a connection offers or takes (ALPN).
 *
 * @param protocols what was given: names, or their bytes with each one's length before it.
 * @param action what they are for.
 * @throws TypeError if they are neither, or a name is no string.
 * @throws ValueError if a name is empty or longer than 255 bytes, or the bytes are no such list.
 */
export function checkAlpnProtocols(protocols: unknown, action: string): void {
	const what = `Cannot ${action}: ALPNProtocols`;
	if (Array.isArray(protocols)) {
		for (const [i, name] of protocols.entries()) {
			const size = Buffer.byteLength(checkText(name, `${what}[${i}]`));
			if (size === 0 || size > longestName) {
				throw new ValueError(`${what}[${i}] must have 1 to ${longestName} bytes, got ${size}`);
			}
		}
		return;
	}
	const list = bytesOf(protocols);
	if (list === undefined) {
		throw new TypeError(`${what} must be an array of names, or their bytes, got ${showValue(protocols)}`);
	}
	if (!isList(list)) throw new ValueError(`${what} must be names with the length of each before it`);
}

/** What a view shows; `undefined` if it is none, or its memory is gone. */
function bytesOf(value: unknown): Uint8Array | undefined {
	if (!ArrayBuffer.isView(value)) return undefined;
	try {
		return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
	} catch {
		return undefined;
	}
}

function isList(bytes: Uint8Array): boolean {
	let at = 0;
	while (at < bytes.length) {
		const size = bytes[at] ?? 0;
		if (size === 0) return false;
		at += 1 + size;
	}
	return at === bytes.length;
}
