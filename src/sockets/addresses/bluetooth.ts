/**
 * Bluetooth on Linux, a struct for each protocol: `sockaddr_hci` of 6 bytes, `sockaddr_sco` of 8, `sockaddr_rc` of 10 and
 * `sockaddr_l2` of 14. So on the way out the length says which it is, and on the way in the fields do.
 *
 * The device's address has its last byte first.
 */
import { ValueError } from "../../errors.js";
import { platform, writeSockaddrHeader } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import { showValue } from "../arguments/show-value.js";
import type { BluetoothAddress } from "./bluetooth-address.js";
import { checkFields } from "./check-fields.js";
import type { AddressCodec } from "./codec.js";
import { littleEndian, viewOf } from "./native-view.js";

const { AF_BLUETOOTH } = platform.sockets.constants;
const hci = { shown: "{ device, channel? }", needed: ["device"], optional: ["channel"] };
const sco = { shown: "{ address }", needed: ["address"], optional: [] };
const rfcomm = { shown: "{ address, channel }", needed: ["address", "channel"], optional: [] };
const l2cap = {
	shown: "{ address, psm, cid?, addressType? }",
	needed: ["address", "psm"],
	optional: ["cid", "addressType"],
};

/** The codec of AF_BLUETOOTH. */
export const bluetooth: AddressCodec = {
	least: 6,
	encode(address, action) {
		const fields = checkFields(address, action, hci, sco, rfcomm, l2cap);
		const number = (name: string, most: number) =>
			checkInteger(fields[name] ?? 0, `Cannot ${action}: ${name}`, 0, most);
		const { device, psm, channel } = fields;
		const bytes = Buffer.alloc(
			device !== undefined ? 6 : psm !== undefined ? 14 : channel !== undefined ? 10 : 8,
		);
		const view = viewOf(bytes);
		writeSockaddrHeader(bytes, AF_BLUETOOTH);
		if (device !== undefined) {
			view.setUint16(2, number("device", 0xffff), littleEndian);
			view.setUint16(4, number("channel", 0xffff), littleEndian);
			return bytes;
		}
		bytes.set(parseDevice(fields.address, action), psm === undefined ? 2 : 4);
		if (channel !== undefined) view.setUint8(8, number("channel", 0xff));
		if (psm === undefined) return bytes;
		// Little-endian on every machine, as they go through the air.
		view.setUint16(2, number("psm", 0xffff), true);
		view.setUint16(10, number("cid", 0xffff), true);
		view.setUint8(12, number("addressType", 0xff));
		return bytes;
	},
	decode(bytes, length): BluetoothAddress {
		const view = viewOf(bytes);
		if (length < 8) {
			return { device: view.getUint16(2, littleEndian), channel: view.getUint16(4, littleEndian) };
		}
		if (length < 10) return { address: showDevice(bytes, 2) };
		if (length < 13) return { address: showDevice(bytes, 2), channel: view.getUint8(8) };
		return {
			address: showDevice(bytes, 4),
			psm: view.getUint16(2, true),
			cid: view.getUint16(10, true),
			addressType: view.getUint8(12),
		};
	},
};

function parseDevice(address: unknown, action: string): readonly number[] {
	if (typeof address !== "string") {
		throw new TypeError(`Cannot ${action}: the device's address must be a string, got ${showValue(address)}`);
	}
	if (!/^[\da-f]{2}(:[\da-f]{2}){5}$/i.test(address)) {
		throw new ValueError(
			`Cannot ${action}: the device's address must be like "AA:BB:CC:DD:EE:FF", got ${showValue(address)}`,
		);
	}
	return address
		.split(":")
		.map((byte) => Number.parseInt(byte, 16))
		.reverse();
}

function showDevice(bytes: Uint8Array, at: number): string {
	return Array.from(bytes.subarray(at, at + 6), (byte) => byte.toString(16).padStart(2, "0").toUpperCase())
		.reverse()
		.join(":");
}
