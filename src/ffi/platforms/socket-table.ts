/** The shape of a platform's table of sockets. */
import type { ControlLayout } from "./control-layout.js";
import type { SocketConstants } from "./socket-constants.js";

/** <linux/if_tun.h>: the request that makes an interface, and its flags. */
export interface TunTable {
	readonly TUNSETIFF: number;
	readonly IFF_TUN: number;
	readonly IFF_TAP: number;
	readonly IFF_NO_PI: number;
}

/** An option that tells the process at the other end of a Unix socket. */
export interface PeerProcess {
	readonly level: number;
	readonly name: number;
	readonly size: number;
	readonly offset: number;
}

/** The numbers and layouts of sockets. */
export interface SocketTable {
	/** The constants that users see, by the names that Python and C give them; `NaN` where the system has no such thing. */
	readonly constants: SocketConstants;
	/** Whether a sockaddr begins with its own length (Darwin and the BSDs). */
	readonly sockaddrHasLength: boolean;
	/** How many bytes a Unix socket's path may take, its closing zero included. */
	readonly sunPathLength: number;
	/** Whether Unix sockets have names that begin with a zero byte and live in no file system (Linux). */
	readonly abstractUnixNames: boolean;
	/** How many bytes `struct sockaddr_vm` has: 16 on Linux, 12 on Darwin; `NaN` where there is none. */
	readonly vsockAddressSize: number;
	/** What makes a network interface of a descriptor of /dev/net/tun; `NaN` where that is done in another way. */
	readonly tun: TunTable;
	/** Whether `struct addrinfo` has the canonical name before the sockaddr (Darwin, FreeBSD). */
	readonly addrinfoNameFirst: boolean;
	/**
	 * What SO_PEERCRED tells, each a 32-bit integer, in its order: `struct ucred` of Linux's <linux/socket.h>, `struct
	 * sockpeercred` of OpenBSD's <sys/socket.h>; empty where there is no such option.
	 */
	readonly peerCredentials: readonly ("pid" | "uid" | "gid")[];
	/**
	 * Where the system tells a peer's process apart from user and group: the option, how many bytes it writes, and where in them the
	 * process is, a 32-bit integer; undefined where it does not, or SO_PEERCRED tells all.
	 */
	readonly peerProcess: PeerProcess | undefined;
	/**
	 * How many bytes `msg_iovlen` of `struct msghdr` has, which stands at 24 after the name, its length, padding and the
	 * address of the vector, on all 64-bit systems: `size_t` of glibc's <bits/socket.h> (musl's `int` and its padding come to
	 * the same), `int` or `unsigned int` in the <sys/socket.h> of Darwin, FreeBSD and OpenBSD.
	 */
	readonly messageCountSize: 4 | 8;
	/**
	 * Whether one call takes many messages, by the `struct mmsghdr` of Linux's <sys/socket.h>. FreeBSD's libc makes single
	 * calls of them, and OpenBSD's struct is not known here.
	 */
	readonly takesMany: boolean;
	/** How control messages lie in a control buffer. */
	readonly control: ControlLayout;
	/**
	 * How many descriptors one message may carry: SCM_MAX_FD of Linux's <net/scm.h>; `NaN` where that depends on the room
	 * that the kernel finds, and it alone can tell.
	 */
	readonly mostDescriptors: number;
	/**
	 * Whether TTL and TOS of a datagram come as messages of the type that asked for them, IP_RECVTTL and IP_RECVTOS, as
	 * ip(4) of Darwin, FreeBSD and OpenBSD says, and not as IP_TTL and IP_TOS, as ip(7) of Linux does.
	 */
	readonly namedByRequest: boolean;
	/** What every send adds so that a broken connection raises no signal; 0 where SO_NOSIGPIPE does that for the socket (Darwin). */
	readonly noSignalFlag: number;
	/** Which `sendfile(2)` there is: each system's takes its arguments in its own way, and OpenBSD has none. */
	readonly sendfile: "linux" | "darwin" | "freebsd" | "none";
}
