/** The names of the constants of sockets. */

/** Constants that users see; `NaN` where the system has no such thing. */
export interface SocketConstants {
	readonly AF_UNSPEC: number;
	readonly AF_UNIX: number;
	readonly AF_INET: number;
	readonly AF_INET6: number;
	readonly SOCK_STREAM: number;
	readonly SOCK_DGRAM: number;
	readonly SOCK_RAW: number;
	readonly SOCK_RDM: number;
	readonly SOCK_SEQPACKET: number;
	readonly SOCK_CLOEXEC: number;
	readonly SOCK_NONBLOCK: number;
	readonly SOL_SOCKET: number;
	readonly SO_REUSEADDR: number;
	readonly SO_TYPE: number;
	readonly SO_ERROR: number;
	readonly SO_DOMAIN: number;
	readonly SO_PROTOCOL: number;
	readonly SO_NOSIGPIPE: number;
	readonly SO_SNDBUF: number;
	readonly SO_RCVBUF: number;
	readonly SO_REUSEPORT: number;
	readonly SO_KEEPALIVE: number;
	readonly SO_LINGER: number;
	readonly SO_BROADCAST: number;
	readonly IPPROTO_TCP: number;
	readonly IPPROTO_UDP: number;
	readonly IPPROTO_IPV6: number;
	readonly TCP_NODELAY: number;
	readonly IPV6_V6ONLY: number;
	readonly MSG_NOSIGNAL: number;
	readonly MSG_PEEK: number;
	readonly MSG_DONTWAIT: number;
	readonly SHUT_RD: number;
	readonly SHUT_WR: number;
	readonly SHUT_RDWR: number;
	readonly EAI_NONAME: number;
	readonly EAI_AGAIN: number;
	readonly EAI_FAIL: number;
	readonly EAI_FAMILY: number;
	readonly EAI_SYSTEM: number;
	readonly SOMAXCONN: number;
}
