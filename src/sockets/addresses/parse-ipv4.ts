/**
 * Reads a dotted IPv4 address as `inet_pton` does: four decimal numbers, no more and no less, without leading zeros.
 *
 * @param text such as `"127.0.0.1"`.
 * @returns the address as a number, the first byte highest; undefined where the text is something else.
 */
export function parseIpv4(text: string): number | undefined {
	let address = 0;
	let part = -1;
	let parts = 1;
	for (let i = 0; i < text.length; i++) {
		const digit = text.charCodeAt(i) - 48;
		if (digit >= 0 && digit <= 9) {
			if (part === 0) return undefined;
			part = part < 0 ? digit : part * 10 + digit;
			if (part > 255) return undefined;
		} else if (digit === -2 && part >= 0 && parts < 4) {
			address = address * 256 + part;
			part = -1;
			parts++;
		} else {
			return undefined;
		}
	}
	return part < 0 || parts < 4 ? undefined : address * 256 + part;
}
