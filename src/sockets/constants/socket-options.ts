/**
 * Options of any socket: the level is SOL_SOCKET, or SOL_LOCAL for those that begin with LOCAL.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Whether the socket listens (read only). */
export const SO_ACCEPTCONN: number = constants.SO_ACCEPTCONN;

/** An eBPF program that filters what is received (Linux). */
export const SO_ATTACH_BPF: number = constants.SO_ATTACH_BPF;

/** A classic BPF program that filters what is received (Linux). */
export const SO_ATTACH_FILTER: number = constants.SO_ATTACH_FILTER;

/** A program that picks the socket of a SO_REUSEPORT group (Linux). */
export const SO_ATTACH_REUSEPORT_CBPF: number = constants.SO_ATTACH_REUSEPORT_CBPF;

/** The name of the one network interface to use. */
export const SO_BINDTODEVICE: number = constants.SO_BINDTODEVICE;

/** The number of the one network interface to use (Linux). */
export const SO_BINDTOIFINDEX: number = constants.SO_BINDTOIFINDEX;

/** Whether datagrams may be sent to broadcast addresses. */
export const SO_BROADCAST: number = constants.SO_BROADCAST;

/** For how many microseconds to poll the device when there is nothing (Linux). */
export const SO_BUSY_POLL: number = constants.SO_BUSY_POLL;

/** A number that is this socket's alone (Linux, read only). */
export const SO_COOKIE: number = constants.SO_COOKIE;

/** Whether the kernel records debugging information. */
export const SO_DEBUG: number = constants.SO_DEBUG;

/** Takes the filter away again (Linux). */
export const SO_DETACH_FILTER: number = constants.SO_DETACH_FILTER;

/** The address family (read only). */
export const SO_DOMAIN: number = constants.SO_DOMAIN;

/** Whether to send only to hosts that are connected directly. */
export const SO_DONTROUTE: number = constants.SO_DONTROUTE;

/** The error that waits for this socket; reading clears it. */
export const SO_ERROR: number = constants.SO_ERROR;

/** The processor that handles this socket's packets (Linux). */
export const SO_INCOMING_CPU: number = constants.SO_INCOMING_CPU;

/** The device queue that the last packet came from (Linux, read only). */
export const SO_INCOMING_NAPI_ID: number = constants.SO_INCOMING_NAPI_ID;

/** Whether to ask a silent peer from time to time whether it is there. */
export const SO_KEEPALIVE: number = constants.SO_KEEPALIVE;

/** What close() does with unsent data: two integers, on or off, and seconds. */
export const SO_LINGER: number = constants.SO_LINGER;

/** Locks the filter for good (Linux). */
export const SO_LOCK_FILTER: number = constants.SO_LOCK_FILTER;

/** The mark that the packets carry for routing and firewalls (Linux). */
export const SO_MARK: number = constants.SO_MARK;

/** The largest rate to send at, in bytes a second. */
export const SO_MAX_PACING_RATE: number = constants.SO_MAX_PACING_RATE;

/** How much memory the socket uses (Linux, read only). */
export const SO_MEMINFO: number = constants.SO_MEMINFO;

/** Whether writing to a broken connection raises no signal. evloop sets it where MSG_NOSIGNAL cannot be relied on. */
export const SO_NOSIGPIPE: number = constants.SO_NOSIGPIPE;

/** Whether UDP checksums are left out (Linux). */
export const SO_NO_CHECK: number = constants.SO_NO_CHECK;

/** Whether urgent data stay in the stream. */
export const SO_OOBINLINE: number = constants.SO_OOBINLINE;

/** Where a redirected connection was really going (Linux; the level is SOL_IP). */
export const SO_ORIGINAL_DST: number = constants.SO_ORIGINAL_DST;

/** Whether messages come with their sender's credentials (Linux). */
export const SO_PASSCRED: number = constants.SO_PASSCRED;

/** Whether messages come with their sender's security label (Linux). */
export const SO_PASSSEC: number = constants.SO_PASSSEC;

/** From where MSG_PEEK peeks (Linux). */
export const SO_PEEK_OFF: number = constants.SO_PEEK_OFF;

/** Process, user and group of the peer of a Unix socket (read only). */
export const SO_PEERCRED: number = constants.SO_PEERCRED;

/** The groups of the peer of a Unix socket (Linux, read only). */
export const SO_PEERGROUPS: number = constants.SO_PEERGROUPS;

/** A descriptor of the process at the other end of a Unix socket (Linux 6.5, read only). */
export const SO_PEERPIDFD: number = constants.SO_PEERPIDFD;

/** The security label of the peer of a Unix socket (Linux, read only). */
export const SO_PEERSEC: number = constants.SO_PEERSEC;

/** The priority of the packets in the device's queue (Linux). */
export const SO_PRIORITY: number = constants.SO_PRIORITY;

/** The protocol (read only). */
export const SO_PROTOCOL: number = constants.SO_PROTOCOL;

/** How many bytes may wait to be read; Linux doubles what is set. */
export const SO_RCVBUF: number = constants.SO_RCVBUF;

/** As SO_RCVBUF, past the system's limit (Linux, privileged). */
export const SO_RCVBUFFORCE: number = constants.SO_RCVBUFFORCE;

/** How many bytes must have arrived before the socket counts as readable. */
export const SO_RCVLOWAT: number = constants.SO_RCVLOWAT;

/** How long a blocking receive waits, as a struct timeval; settimeout() is the better way. */
export const SO_RCVTIMEO: number = constants.SO_RCVTIMEO;

/** Whether bind() may take an address that is still in its closing time. */
export const SO_REUSEADDR: number = constants.SO_REUSEADDR;

/** Whether several sockets may be bound to one address. */
export const SO_REUSEPORT: number = constants.SO_REUSEPORT;

/** As SO_REUSEPORT, with the load shared out (FreeBSD). */
export const SO_REUSEPORT_LB: number = constants.SO_REUSEPORT_LB;

/** The routing table to use (OpenBSD). */
export const SO_RTABLE: number = constants.SO_RTABLE;

/** Whether messages come with the number of those that were dropped (Linux). */
export const SO_RXQ_OVFL: number = constants.SO_RXQ_OVFL;

/** The routing table to use (FreeBSD). */
export const SO_SETFIB: number = constants.SO_SETFIB;

/** How many bytes may wait to be sent; Linux doubles what is set. */
export const SO_SNDBUF: number = constants.SO_SNDBUF;

/** As SO_SNDBUF, past the system's limit (Linux, privileged). */
export const SO_SNDBUFFORCE: number = constants.SO_SNDBUFFORCE;

/** How much room there must be before the socket counts as writable. */
export const SO_SNDLOWAT: number = constants.SO_SNDLOWAT;

/** How long a blocking send waits, as a struct timeval; settimeout() is the better way. */
export const SO_SNDTIMEO: number = constants.SO_SNDTIMEO;

/** Whether messages come with the time of their arrival, in microseconds. */
export const SO_TIMESTAMP: number = constants.SO_TIMESTAMP;

/** Which timestamps packets get, by software and hardware (Linux). */
export const SO_TIMESTAMPING: number = constants.SO_TIMESTAMPING;

/** Whether messages come with the time of their arrival, in nanoseconds (Linux). */
export const SO_TIMESTAMPNS: number = constants.SO_TIMESTAMPNS;

/** Whether messages may carry the time to send them at (Linux). */
export const SO_TXTIME: number = constants.SO_TXTIME;

/** The socket type (read only). */
export const SO_TYPE: number = constants.SO_TYPE;

/** Whether a routing socket hears its own messages (BSD, Darwin). */
export const SO_USELOOPBACK: number = constants.SO_USELOOPBACK;

/** A number for the firewall's use (FreeBSD). */
export const SO_USER_COOKIE: number = constants.SO_USER_COOKIE;

/** Whether MSG_ZEROCOPY may be used (Linux). */
export const SO_ZEROCOPY: number = constants.SO_ZEROCOPY;

/** Whether the next message comes with its sender's credentials (FreeBSD). */
export const LOCAL_CREDS: number = constants.LOCAL_CREDS;

/** Whether every message comes with its sender's credentials (FreeBSD). */
export const LOCAL_CREDS_PERSISTENT: number = constants.LOCAL_CREDS_PERSISTENT;

/** The credentials of the peer of a Unix socket (FreeBSD, Darwin). */
export const LOCAL_PEERCRED: number = constants.LOCAL_PEERCRED;
