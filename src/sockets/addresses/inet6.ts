/**
 * IPv6: `struct sockaddr_in6` is 28 bytes everywhere: the port at 2, the flow label at 4, the address at 8, all in network
 * order, and the scope at 24 in the machine's.
 */
import { endianness } from "node:os";
import { ValueError } from "../../errors.js";
import { ifNametoindex, inetNtop, inetPton, platform, writeSockaddrHeader } from "../../ffi/index.js";
import { showValue } from "../arguments/show-value.js";
import type { Inet6Address } from "./address.js";
import type { AddressCodec } from "./codec.js";
import { checkHostPort } from "./host-port.js";

const { AF_INET6 } = platform.sockets.constants;
const little = endianness() === "LE";
const text = Buffer.allocUnsafeSlow(46);

/** The codec of AF_INET6. */
export const inet6: AddressCodec = {
	encode(address, action) {
		const { host, port, flowinfo, scopeId } = checkHostPort(address, action, 4);
		const bytes = Buffer.alloc(28);
		let scope = scopeId;
		if (host !== "") {
			const percent = host.indexOf("%");
			const literal = percent < 0 ? host : host.slice(0, percent);
			if (!literal.includes(":") || inetPton(AF_INET6, literal, bytes.subarray(8, 24)) !== 1)
				return undefined;
			if (percent >= 0 && scope === 0) scope = scopeNumber(host.slice(percent + 1), action);
		}
		writeSockaddrHeader(bytes, AF_INET6);
		bytes.writeUInt16BE(port, 2);
		bytes.writeUInt32BE(flowinfo, 4);
		if (little) bytes.writeUInt32LE(scope, 24);
		else bytes.writeUInt32BE(scope, 24);
		return bytes;
	},
	decode(bytes): Inet6Address {
		const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		const host = inetNtop(AF_INET6, view.subarray(8, 24), text, text.length) ?? "";
		const scopeId = little ? view.readUInt32LE(24) : view.readUInt32BE(24);
		return [host, view.readUInt16BE(2), view.readUInt32BE(4) & 0xfffff, scopeId];
	},
};

/** The number of the interface after the `%` of an address, which is given by number or by name. */
function scopeNumber(name: string, action: string): number {
	const number = /^\d{1,10}$/.test(name) ? Number(name) : ifNametoindex(name);
	if (number === 0 || number > 0xffffffff) {
		throw new ValueError(`Cannot ${action}: there is no network interface ${showValue(name)}`);
	}
	return number;
}
