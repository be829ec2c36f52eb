import type { AlgAddress } from "./alg-address.js";
import type { BluetoothAddress } from "./bluetooth-address.js";
import type { CanAddress } from "./can-address.js";
import type { NetlinkAddress } from "./netlink-address.js";
import type { PacketAddress } from "./packet-address.js";
import type { VsockAddress } from "./vsock-address.js";

/** An IPv4 address: the host in dotted form or as a name, and the port. */
export type InetAddress = readonly [host: string, port: number];

/** An IPv6 address, with the flow label and the number of the interface that a link-local address belongs to. */
export type Inet6Address = readonly [host: string, port: number, flowinfo: number, scopeId: number];

/** A Unix socket's address: a path, `""` for a socket without a name, or a Buffer that begins with 0 for a Linux abstract name. */
export type UnixAddress = string | Uint8Array;

/** The address of a socket of one of the families whose addresses are plain objects. */
export type FamilyAddress =
	| NetlinkAddress
	| PacketAddress
	| CanAddress
	| VsockAddress
	| BluetoothAddress
	| AlgAddress;

/**
 * The address of a socket, in the form that belongs to its family.
 *
 * What gives an address back takes the form as a type argument, `sock.recvfrom<InetAddress>(1024)`: the caller knows the
 * family, nothing checks it.
 */
export type Address =
	| InetAddress
	| Inet6Address
	| readonly [host: string, port: number, flowinfo: number]
	| UnixAddress
	| FamilyAddress;
