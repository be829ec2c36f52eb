/**
 * Unix sockets: the path begins at 2 everywhere.
 *
 * An empty one means, on Linux, that the kernel shall choose a name. One that begins with a zero byte is a Linux abstract
 * name: it lives in no file system, and all of its bytes count. Any other ends with a zero byte.
 */
import { isUtf8 } from "node:buffer";
import { types } from "node:util";
import { ValueError } from "../../errors.js";
import { platform, writeSockaddrHeader } from "../../ffi/index.js";
import { checkBytes } from "../arguments/check-bytes.js";
import { showValue } from "../arguments/show-value.js";
import type { UnixAddress } from "./address.js";
import type { AddressCodec } from "./codec.js";

const { sunPathLength, abstractUnixNames, constants } = platform.sockets;
const start = 2;

/** The codec of AF_UNIX. */
export const unix: AddressCodec = {
	encode(address, action) {
		if (typeof address !== "string" && !types.isUint8Array(address)) {
			throw new TypeError(`Cannot ${action}: address must be a path, got ${showValue(address)}`);
		}
		const name = Buffer.from(checkBytes(address, `Cannot ${action}: address`));
		const plain = checkName(name, action);
		const bytes = Buffer.alloc(start + name.length + (plain ? 1 : 0));
		bytes.set(name, start);
		writeSockaddrHeader(bytes, constants.AF_UNIX);
		return bytes;
	},
	decode(bytes, length): UnixAddress {
		const name = Buffer.from(bytes.subarray(start, Math.max(start, length)));
		if (name[0] === 0 && abstractUnixNames) return name;
		const end = name.indexOf(0);
		const path = end < 0 ? name : name.subarray(0, end);
		return isUtf8(path) ? path.toString() : path;
	},
};

/** Refuses names that the kernel would cut or refuse; tells whether it is a path, which ends with a zero byte. */
function checkName(name: Buffer, action: string): boolean {
	const abstract = name.length === 0 || name[0] === 0;
	if (abstract && !abstractUnixNames) {
		throw new ValueError(
			`Cannot ${action}: ${platform.name} has no Unix sockets with an empty name or one that begins with a zero byte`,
		);
	}
	if (!abstract && name.includes(0)) throw new ValueError(`Cannot ${action}: the path has a zero byte in it`);
	const most = abstract ? sunPathLength : sunPathLength - 1;
	if (name.length > most) {
		throw new ValueError(
			`Cannot ${action}: a Unix socket's path may have ${most} bytes, this has ${name.length}`,
		);
	}
	return !abstract;
}
