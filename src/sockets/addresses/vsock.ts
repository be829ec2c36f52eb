/**
 * Virtual machines: `struct sockaddr_vm` has the port at 4 and the machine at 8, both in the machine's order; on Linux it
 * goes on with flags at 12, and has 16 bytes.
 */
import { ValueError } from "../../errors.js";
import { platform, writeSockaddrHeader } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import { checkFields } from "./check-fields.js";
import type { AddressCodec } from "./codec.js";
import { littleEndian, viewOf } from "./native-view.js";
import type { VsockAddress } from "./vsock-address.js";

const { constants, vsockAddressSize } = platform.sockets;
const form = { shown: "{ cid, port, flags? }", needed: ["cid", "port"], optional: ["flags"] };

/** The codec of AF_VSOCK. */
export const vsock: AddressCodec = {
	least: 12,
	encode(address, action) {
		const fields = checkFields(address, action, form);
		const flags = checkInteger(fields.flags ?? 0, `Cannot ${action}: flags`, 0, 0xff);
		const bytes = Buffer.alloc(vsockAddressSize);
		const view = viewOf(bytes);
		writeSockaddrHeader(bytes, constants.AF_VSOCK);
		view.setUint32(4, checkInteger(fields.port, `Cannot ${action}: port`, 0, 0xffffffff), littleEndian);
		view.setUint32(8, checkInteger(fields.cid, `Cannot ${action}: cid`, 0, 0xffffffff), littleEndian);
		if (vsockAddressSize > 12) view.setUint8(12, flags);
		else if (flags !== 0) {
			throw new ValueError(`Cannot ${action}: ${platform.name} has no flags in addresses of AF_VSOCK`);
		}
		return bytes;
	},
	decode(bytes, length): VsockAddress {
		const view = viewOf(bytes);
		const address = { cid: view.getUint32(8, littleEndian), port: view.getUint32(4, littleEndian) };
		const flags = length > 12 && vsockAddressSize > 12 ? view.getUint8(12) : 0;
		return flags === 0 ? address : { ...address, flags };
	},
};
