/**
 * CAN: `struct sockaddr_can` has the interface at 4, and at 8 what the protocol adds: for ISO-TP two identifiers of 32
 * bits, for J1939 a name of 64, a group of 32 and an address of 8.
 *
 * Which of them it is, the fields say on the way in. On the way out it is the length, which the kernel gives as 8, 16 or
 * 24. Kernels before 5.4 give 16 for raw sockets, too, with zeros: no ISO-TP address, since its identifiers must differ.
 */
import { platform, writeSockaddrHeader } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import type { CanAddress } from "./can-address.js";
import { checkFields } from "./check-fields.js";
import { checkUint64 } from "./check-uint64.js";
import type { AddressCodec } from "./codec.js";
import { interfaceName, interfaceNumber } from "./interface-number.js";
import { littleEndian, viewOf } from "./native-view.js";

const { AF_CAN } = platform.sockets.constants;
const raw = { shown: "{ interface }", needed: ["interface"], optional: [] };
const isotp = { shown: "{ interface, rxId, txId }", needed: ["interface", "rxId", "txId"], optional: [] };
const j1939 = {
	shown: "{ interface, name, pgn, addr }",
	needed: ["interface", "name", "pgn", "addr"],
	optional: [],
};

/** The codec of AF_CAN. */
export const can: AddressCodec = {
	least: 8,
	encode(address, action) {
		const fields = checkFields(address, action, raw, isotp, j1939);
		const isJ1939 = fields.pgn !== undefined;
		const bytes = Buffer.alloc(isJ1939 ? 24 : 16);
		const view = viewOf(bytes);
		writeSockaddrHeader(bytes, AF_CAN);
		if (isJ1939) {
			view.setBigUint64(8, checkUint64(fields.name, `Cannot ${action}: name`), littleEndian);
			view.setUint32(16, checkInteger(fields.pgn, `Cannot ${action}: pgn`, 0, 0xffffffff), littleEndian);
			view.setUint8(20, checkInteger(fields.addr, `Cannot ${action}: addr`, 0, 0xff));
		} else if (fields.rxId !== undefined) {
			view.setUint32(8, checkInteger(fields.rxId, `Cannot ${action}: rxId`, 0, 0xffffffff), littleEndian);
			view.setUint32(12, checkInteger(fields.txId, `Cannot ${action}: txId`, 0, 0xffffffff), littleEndian);
		}
		view.setInt32(4, interfaceNumber(fields.interface, action), littleEndian);
		return bytes;
	},
	decode(bytes, length): CanAddress {
		const view = viewOf(bytes);
		const address = { interface: interfaceName(view.getInt32(4, littleEndian)) };
		if (length >= 24) {
			const name = view.getBigUint64(8, littleEndian);
			return { ...address, name, pgn: view.getUint32(16, littleEndian), addr: view.getUint8(20) };
		}
		if (length < 16) return address;
		const rxId = view.getUint32(8, littleEndian);
		const txId = view.getUint32(12, littleEndian);
		return rxId === 0 && txId === 0 ? address : { ...address, rxId, txId };
	},
};
