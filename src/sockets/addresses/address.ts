/** An IPv4 address: the host in dotted form or as a name, and the port. */
export type InetAddress = readonly [host: string, port: number];

/** An IPv6 address, with the flow label and the number of the interface that a link-local address belongs to. */
export type Inet6Address = readonly [host: string, port: number, flowinfo: number, scopeId: number];

/** A Unix socket's address: a path, `""` for a socket without a name, or a Buffer that begins with 0 for a Linux abstract name. */
export type UnixAddress = string | Uint8Array;

/** The address of a socket, in the form that belongs to its family. */
export type Address =
	| InetAddress
	| Inet6Address
	| readonly [host: string, port: number, flowinfo: number]
	| UnixAddress;
