/**
 * FreeBSD: `struct tcp_info` of sys/netinet/tcp.h, which begins as Linux's does; what it calls `__tcpi_…` is never written. The
 * states of sys/netinet/tcp_fsm.h, under the names that Linux gives them.
 */
import type { TcpInfoLayout } from "../tcp-info-layout.js";

/** The layout of tcp_info of freebsd. */
export const tcpInfo: TcpInfoLayout = {
	states: [
		"CLOSE",
		"LISTEN",
		"SYN_SENT",
		"SYN_RECV",
		"ESTABLISHED",
		"CLOSE_WAIT",
		"FIN_WAIT1",
		"CLOSING",
		"LAST_ACK",
		"FIN_WAIT2",
		"TIME_WAIT",
	],
	fields: [
		["options", "u8", 5],
		["sndWscale", "low4", 6],
		["rcvWscale", "high4", 6],
		["rto", "us", 8],
		["sndMss", "u32", 16],
		["rcvMss", "u32", 20],
		["rtt", "us", 68],
		["rttvar", "us", 72],
		["sndSsthresh", "u32", 76],
		["sndCwnd", "u32", 80],
		["rcvSpace", "u32", 96],
		["sndWnd", "u32", 100],
		["rcvOoopack", "u32", 124],
	],
};
