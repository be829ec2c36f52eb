/**
 * The address families that evloop knows, and how to go from an address to the kernel's form and back.
 *
 * A further family is a file with its {@link AddressCodec} and a line in the table.
 */
import { ValueError } from "../../errors.js";
import { platform, readSockaddrFamily } from "../../ffi/index.js";
import type { Address } from "./address.js";
import { alg } from "./alg.js";
import { bluetooth } from "./bluetooth.js";
import { can } from "./can.js";
import type { AddressCodec } from "./codec.js";
import { inet } from "./inet.js";
import { inet6 } from "./inet6.js";
import { netlink } from "./netlink.js";
import { packet } from "./packet.js";
import { unix } from "./unix.js";
import { vsock } from "./vsock.js";

const { constants } = platform.sockets;

const table: readonly (readonly [family: number, codec: AddressCodec])[] = [
	[constants.AF_INET, inet],
	[constants.AF_INET6, inet6],
	[constants.AF_UNIX, unix],
	[constants.AF_NETLINK, netlink],
	[constants.AF_PACKET, packet],
	[constants.AF_CAN, can],
	[constants.AF_VSOCK, vsock],
	// The BSDs have Bluetooth, too, with addresses of their own.
	[Number.isNaN(constants.BTPROTO_HCI) ? Number.NaN : constants.AF_BLUETOOTH, bluetooth],
	[constants.AF_ALG, alg],
];

/** Of the families that this system has. */
const codecs: ReadonlyMap<number, AddressCodec> = new Map(table.filter(([family]) => !Number.isNaN(family)));

/**
 * Checks an address and writes it in the kernel's form.
 *
 * @param family the socket's address family.
 * @param address the address, in the form that belongs to the family.
 * @param action what it is for, such as `"connect"`: it appears in errors.
 * @returns the sockaddr, exactly as long as it is; undefined where the host is a name, which must be looked up first
 *   (then put its number in the name's place and ask again).
 * @throws TypeError where it has not the family's form.
 * @throws RangeError where a number in it is outside its range.
 * @throws ValueError where no call could make sense of it, or the family is unknown.
 */
export function encodeAddress(family: number, address: Address, action = "use"): Uint8Array | undefined {
	const codec = codecs.get(family);
	if (codec === undefined)
		throw new ValueError(`Cannot ${action}: family ${family} has no known form of address`);
	return codec.encode(address, action);
}

/**
 * Reads an address that the kernel wrote.
 *
 * @param bytes the sockaddr, in a buffer of {@link SOCKADDR_STORAGE_SIZE} bytes.
 * @param length how many bytes the kernel gave it.
 * @returns the address; the sockaddr's own bytes where the family is unknown, or they are too few for it; undefined where there is none.
 */
export function decodeAddress(bytes: Uint8Array, length: number): Address | undefined {
	if (length < 2) return undefined;
	const size = Math.min(length, bytes.length);
	const codec = codecs.get(readSockaddrFamily(bytes));
	return codec === undefined || size < (codec.least ?? 0)
		? Buffer.from(bytes.subarray(0, size))
		: codec.decode(bytes, size);
}
