/** IPv4: `struct sockaddr_in` is 16 bytes everywhere, the port at 2 and the address at 4, both in network order. */

import { platform, writeSockaddrHeader } from "../../ffi/index.js";
import type { InetAddress } from "./address.js";
import type { AddressCodec } from "./codec.js";
import { checkHostPort } from "./host-port.js";
import { parseIpv4 } from "./parse-ipv4.js";

const { AF_INET } = platform.sockets.constants;

/** The codec of AF_INET. */
export const inet: AddressCodec = {
	encode(address, action) {
		const { host, port } = checkHostPort(address, action, 2);
		const number = host === "" ? 0 : host === "<broadcast>" ? 0xffffffff : parseIpv4(host);
		if (number === undefined) return undefined;
		const bytes = Buffer.alloc(16);
		writeSockaddrHeader(bytes, AF_INET);
		bytes.writeUInt16BE(port, 2);
		bytes.writeUInt32BE(number, 4);
		return bytes;
	},
	decode(bytes): InetAddress {
		return [`${bytes[4]}.${bytes[5]}.${bytes[6]}.${bytes[7]}`, ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)];
	},
};
