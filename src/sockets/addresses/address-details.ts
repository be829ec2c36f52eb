import { inspect } from "node:util";
import type { OSErrorOptions } from "../../errors.js";
import type { Address, InetAddress } from "./address.js";

/**
 * What an error says of the address that it is about.
 *
 * @param address the address as the caller gave it, already checked.
 * @returns the fields of an OSError.
 */
export function addressDetails(address: Address): Pick<OSErrorOptions, "address" | "port"> {
	if (typeof address === "string") return { address: showName(address) };
	if (address instanceof Uint8Array) return { address: showName(Buffer.from(address).toString("latin1")) };
	if (isHostPort(address)) return { address: address[0], port: address[1] };
	return { address: inspect(address, { breakLength: Number.POSITIVE_INFINITY }) };
}

/** `Array.isArray` tells the compiler nothing of arrays that are read-only. */
function isHostPort(address: Address): address is InetAddress {
	return Array.isArray(address);
}

/** An abstract name begins with a zero byte, which is written `@`, as ss(8) and netstat(8) do. */
function showName(name: string): string {
	return name.replaceAll("\0", "@");
}
