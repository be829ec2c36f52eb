/** What TCP_INFO tells. */

/**
 * How a TCP connection goes: the fields of the kernel's `struct tcp_info`, times in milliseconds. What this system or this kernel
 * does not tell is `undefined`.
 *
 * @see https://man7.org/linux/man-pages/man7/tcp.7.html
 */
export interface TcpInfo {
	/** The state, by Linux's name: `"ESTABLISHED"`, `"LISTEN"`, `"CLOSE_WAIT"` and so on. */
	readonly state: string;
	/** The state of congestion control: 0 open, 1 disorder, 2 reduced, 3 recovery, 4 loss. */
	readonly caState?: number;
	/** How often the oldest segment was sent again in vain. */
	readonly retransmits?: number;
	/** How many probes were not answered. */
	readonly probes?: number;
	/** How often the time of sending again was doubled. */
	readonly backoff?: number;
	/** What was agreed upon: 1 timestamps, 2 SACK, 4 window scaling, 8 ECN. */
	readonly options?: number;
	/** The window's scale in the direction of sending. */
	readonly sndWscale?: number;
	/** The window's scale in the direction of receiving. */
	readonly rcvWscale?: number;
	/** After how many milliseconds a segment is sent again. */
	readonly rto?: number;
	/** After how many milliseconds an acknowledgement is sent. */
	readonly ato?: number;
	/** The largest segment to send, in bytes. */
	readonly sndMss?: number;
	/** The largest segment to receive, in bytes. */
	readonly rcvMss?: number;
	/** How many segments are on the way; of a listener, how many connections wait. */
	readonly unacked?: number;
	/** How many segments were acknowledged out of order; of a listener, how many connections may wait. */
	readonly sacked?: number;
	/** How many segments count as lost. */
	readonly lost?: number;
	/** How many segments were sent again and are on the way. */
	readonly retrans?: number;
	/** How many milliseconds ago data was sent. */
	readonly lastDataSent?: number;
	/** How many milliseconds ago data was received. */
	readonly lastDataRecv?: number;
	/** How many milliseconds ago an acknowledgement was received. */
	readonly lastAckRecv?: number;
	/** The largest packet on the path, in bytes. */
	readonly pmtu?: number;
	/** The threshold of the window that is offered. */
	readonly rcvSsthresh?: number;
	/** How long a round trip takes, smoothed, in milliseconds. */
	readonly rtt?: number;
	/** How much that varies, in milliseconds. */
	readonly rttvar?: number;
	/** The threshold of slow start, in segments. */
	readonly sndSsthresh?: number;
	/** The congestion window, in segments. */
	readonly sndCwnd?: number;
	/** The largest segment that was asked for, in bytes. */
	readonly advmss?: number;
	/** How far segments may be out of order. */
	readonly reordering?: number;
	/** How long a round trip takes, as the receiver sees it, in milliseconds. */
	readonly rcvRtt?: number;
	/** How much the receiver's buffer should hold, in bytes. */
	readonly rcvSpace?: number;
	/** How many segments were sent again in all. */
	readonly totalRetrans?: number;
	/** How fast it sends, in bytes a second; Infinity where nothing slows it. */
	readonly pacingRate?: number;
	/** How fast it may send, in bytes a second. */
	readonly maxPacingRate?: number;
	/** How many bytes were acknowledged. */
	readonly bytesAcked?: number;
	/** How many bytes were received. */
	readonly bytesReceived?: number;
	/** How many segments were sent. */
	readonly segsOut?: number;
	/** How many segments were received. */
	readonly segsIn?: number;
	/** How many bytes wait to be sent for the first time. */
	readonly notsentBytes?: number;
	/** The shortest round trip, in milliseconds. */
	readonly minRtt?: number;
	/** How many segments with data were received. */
	readonly dataSegsIn?: number;
	/** How many segments with data were sent. */
	readonly dataSegsOut?: number;
	/** How fast data arrived of late, in bytes a second. */
	readonly deliveryRate?: number;
	/** For how many milliseconds there was something to send. */
	readonly busyTime?: number;
	/** For how many of them the receiver's window was full. */
	readonly rwndLimited?: number;
	/** For how many of them the buffer of what is to be sent was full. */
	readonly sndbufLimited?: number;
	/** How many segments arrived. */
	readonly delivered?: number;
	/** How many of them met congestion. */
	readonly deliveredCe?: number;
	/** How many bytes were sent, those included that were sent again. */
	readonly bytesSent?: number;
	/** How many bytes were sent again. */
	readonly bytesRetrans?: number;
	/** How many segments arrived twice. */
	readonly dsackDups?: number;
	/** How often segments were out of order. */
	readonly reordSeen?: number;
	/** How many segments were received out of order. */
	readonly rcvOoopack?: number;
	/** The window that the other end offers, in bytes. */
	readonly sndWnd?: number;
	/** The window that is offered to it, in bytes. */
	readonly rcvWnd?: number;
	/** How often another path was tried. */
	readonly rehash?: number;
	/** How often the time of sending again ran out. */
	readonly totalRto?: number;
	/** How often it went on after that. */
	readonly totalRtoRecoveries?: number;
	/** For how many milliseconds it tried in all. */
	readonly totalRtoTime?: number;
}
