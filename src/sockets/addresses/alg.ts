/**
 * The kernel's cryptography: `struct sockaddr_alg` is 88 bytes: the kind at 2 (14 bytes), the features at 16, their mask
 * at 20, the algorithm at 24 (64 bytes); both texts end with a zero byte.
 */
import { ValueError } from "../../errors.js";
import { platform, writeSockaddrHeader } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import { checkText } from "../arguments/check-text.js";
import type { AlgAddress } from "./alg-address.js";
import { checkFields } from "./check-fields.js";
import type { AddressCodec } from "./codec.js";
import { littleEndian, viewOf } from "./native-view.js";

const { AF_ALG } = platform.sockets.constants;
const form = {
	shown: "{ type, name, feature?, mask? }",
	needed: ["type", "name"],
	optional: ["feature", "mask"],
};

/** The codec of AF_ALG. */
export const alg: AddressCodec = {
	least: 88,
	encode(address, action) {
		const { type, name, feature = 0, mask = 0 } = checkFields(address, action, form);
		const bytes = Buffer.alloc(88);
		const view = viewOf(bytes);
		writeSockaddrHeader(bytes, AF_ALG);
		bytes.set(shortText(type, `Cannot ${action}: type`, 13), 2);
		view.setUint32(16, checkInteger(feature, `Cannot ${action}: feature`, 0, 0xffffffff), littleEndian);
		view.setUint32(20, checkInteger(mask, `Cannot ${action}: mask`, 0, 0xffffffff), littleEndian);
		bytes.set(shortText(name, `Cannot ${action}: name`, 63), 24);
		return bytes;
	},
	decode(bytes): AlgAddress {
		const view = viewOf(bytes);
		return {
			type: textOf(bytes.subarray(2, 16)),
			name: textOf(bytes.subarray(24, 88)),
			feature: view.getUint32(16, littleEndian),
			mask: view.getUint32(20, littleEndian),
		};
	},
};

function shortText(value: unknown, what: string, most: number): Buffer {
	const bytes = Buffer.from(checkText(value, what));
	if (bytes.length > most) throw new ValueError(`${what} may have ${most} bytes, this has ${bytes.length}`);
	return bytes;
}

function textOf(bytes: Uint8Array): string {
	const end = bytes.indexOf(0);
	return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString();
}
