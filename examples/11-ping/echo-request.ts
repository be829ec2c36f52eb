/** The message that asks for an echo: RFC 792 for IPv4, RFC 4443 for IPv6. */

/** The types of question and answer. */
export const echoTypes = { 4: { request: 8, answer: 0 }, 6: { request: 128, answer: 129 } } as const;

/** The Internet checksum: the complement of the sum of all 16-bit words, carries added in. */
function checksum(packet: Buffer): number {
	let sum = 0;
	for (let at = 0; at < packet.length; at += 2) sum += packet.readUInt16BE(at);
	while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
	return ~sum & 0xffff;
}

/**
 * Makes one.
 *
 * @param version of the Internet protocol.
 * @param identifier tells one program's from another's; a ping socket puts in its own.
 * @param sequence the number that the answer repeats.
 */
export function echoRequest(version: 4 | 6, identifier: number, sequence: number): Buffer {
	const packet = Buffer.from("........evloop".repeat(4));
	packet.fill(0, 0, 8);
	packet[0] = echoTypes[version].request;
	packet.writeUInt16BE(identifier, 4);
	packet.writeUInt16BE(sequence, 6);
	// That of ICMPv6 covers the addresses, too: the kernel fills it in.
	if (version === 4) packet.writeUInt16BE(checksum(packet), 2);
	return packet;
}
