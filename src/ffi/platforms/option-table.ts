/** What differs between systems in the values of socket options. */
import type { TcpInfoLayout } from "./tcp-info-layout.js";

/** The layouts and units of socket options that are structs. */
export interface OptionTable {
	/**
	 * The option whose `struct linger` is in seconds: SO_LINGER, but on Darwin SO_LINGER_SEC of <sys/socket.h>, since SO_LINGER is in
	 * ticks there.
	 */
	readonly lingerOption: number;
	/** The option with the idle time before the first probe of a connection: TCP_KEEPIDLE, on Darwin TCP_KEEPALIVE. */
	readonly keepIdleOption: number;
	/**
	 * Whether `struct ip_mreq_source` has the source before the interface, as in <netinet/in.h> of Darwin and FreeBSD, and not after
	 * it, as in <bits/in.h> of Linux.
	 */
	readonly sourceBeforeInterface: boolean;
	/** What TCP_INFO tells. */
	readonly tcpInfo: TcpInfoLayout;
}
