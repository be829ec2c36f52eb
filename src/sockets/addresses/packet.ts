/**
 * Packets: `struct sockaddr_ll` is 20 bytes: the protocol at 2 in network order, the interface at 4, the hardware at 8,
 * the packet's type at 10, the length of the address at 11 and the address at 12.
 *
 * The address has 8 bytes of room there; the kernel writes and takes longer ones, as InfiniBand's, past the struct's end.
 */
import { types } from "node:util";
import { ValueError } from "../../errors.js";
import { platform, writeSockaddrHeader } from "../../ffi/index.js";
import { checkBytes } from "../arguments/check-bytes.js";
import { checkInteger } from "../arguments/check-integer.js";
import { showValue } from "../arguments/show-value.js";
import { checkFields } from "./check-fields.js";
import type { AddressCodec } from "./codec.js";
import { interfaceName, interfaceNumber } from "./interface-number.js";
import { littleEndian, viewOf } from "./native-view.js";
import type { PacketAddress } from "./packet-address.js";

const { AF_PACKET } = platform.sockets.constants;
const form = {
	shown: "{ interface, protocol, type?, hatype?, address? }",
	needed: ["interface", "protocol"],
	optional: ["type", "hatype", "address"],
};
/** MAX_ADDR_LEN of <linux/netdevice.h>. */
const longest = 32;

/** The codec of AF_PACKET. */
export const packet: AddressCodec = {
	least: 12,
	encode(address, action) {
		const fields = checkFields(address, action, form);
		const hardware = hardwareAddress(fields.address, action);
		const bytes = Buffer.alloc(Math.max(20, 12 + hardware.length));
		const view = viewOf(bytes);
		writeSockaddrHeader(bytes, AF_PACKET);
		view.setUint16(2, checkInteger(fields.protocol, `Cannot ${action}: protocol`, 0, 0xffff));
		view.setUint16(8, checkInteger(fields.hatype ?? 0, `Cannot ${action}: hatype`, 0, 0xffff), littleEndian);
		view.setUint8(10, checkInteger(fields.type ?? 0, `Cannot ${action}: type`, 0, 0xff));
		view.setUint8(11, hardware.length);
		bytes.set(hardware, 12);
		view.setInt32(4, interfaceNumber(fields.interface, action), littleEndian);
		return bytes;
	},
	decode(bytes, length): PacketAddress {
		const view = viewOf(bytes);
		const end = Math.min(12 + view.getUint8(11), length);
		return {
			interface: interfaceName(view.getInt32(4, littleEndian)),
			protocol: view.getUint16(2),
			type: view.getUint8(10),
			hatype: view.getUint16(8, littleEndian),
			address: Buffer.from(bytes.subarray(12, end)),
		};
	},
};

/** A string is refused: it might be meant as `"aa:bb:…"`, and would be taken for its letters. */
function hardwareAddress(address: unknown, action: string): Uint8Array {
	if (address === undefined) return new Uint8Array(0);
	if (!types.isUint8Array(address)) {
		throw new TypeError(
			`Cannot ${action}: the hardware address must be a Uint8Array, got ${showValue(address)}`,
		);
	}
	const bytes = checkBytes(address, `Cannot ${action}: the hardware address`);
	if (bytes.length > longest) {
		throw new ValueError(
			`Cannot ${action}: a hardware address may have ${longest} bytes, this has ${bytes.length}`,
		);
	}
	return bytes;
}
