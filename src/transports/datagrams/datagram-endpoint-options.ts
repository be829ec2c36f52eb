import type { OperationOptions } from "../../futures/index.js";
import type { Address, Socket } from "../../sockets/index.js";

/** Which socket an endpoint has. */
export interface DatagramEndpointOptions extends OperationOptions {
	/** The address to bind: of a Unix socket a path or an abstract name; `""` for a host means all of this machine's. */
	readonly localAddr?: Address | undefined;
	/** The one address to send to and to receive from. */
	readonly remoteAddr?: Address | undefined;
	/** The address family, such as AF_INET6; that of the addresses by default, which an address that is an object does not say. */
	readonly family?: number | undefined;
	/** The protocol; the family's usual one by default. */
	readonly proto?: number | undefined;
	/** Flags for `getaddrinfo`, where a host is a name. */
	readonly flags?: number | undefined;
	/** Whether several sockets may be bound to one port, and share what arrives (SO_REUSEPORT). */
	readonly reusePort?: boolean | undefined;
	/** Whether broadcast addresses may be sent to (SO_BROADCAST); the socket is then not connected to `remoteAddr`. */
	readonly allowBroadcast?: boolean | undefined;
	/** A socket that is there already, of any family, in place of all of the above. The transport closes it. */
	readonly sock?: Socket | undefined;
}
