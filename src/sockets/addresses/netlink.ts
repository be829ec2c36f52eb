/** Netlink: `struct sockaddr_nl` is 12 bytes, the number at 4 and the groups at 8, both in the machine's order. */
import { platform, writeSockaddrHeader } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import { checkFields } from "./check-fields.js";
import type { AddressCodec } from "./codec.js";
import { littleEndian, viewOf } from "./native-view.js";
import type { NetlinkAddress } from "./netlink-address.js";

const { AF_NETLINK } = platform.sockets.constants;
const form = { shown: "{ pid, groups }", needed: ["pid", "groups"], optional: [] };

/** The codec of AF_NETLINK. */
export const netlink: AddressCodec = {
	least: 12,
	encode(address, action) {
		const { pid, groups } = checkFields(address, action, form);
		const bytes = Buffer.alloc(12);
		const view = viewOf(bytes);
		writeSockaddrHeader(bytes, AF_NETLINK);
		view.setUint32(4, checkInteger(pid, `Cannot ${action}: pid`, 0, 0xffffffff), littleEndian);
		view.setUint32(8, checkInteger(groups, `Cannot ${action}: groups`, 0, 0xffffffff), littleEndian);
		return bytes;
	},
	decode(bytes): NetlinkAddress {
		const view = viewOf(bytes);
		return { pid: view.getUint32(4, littleEndian), groups: view.getUint32(8, littleEndian) };
	},
};
