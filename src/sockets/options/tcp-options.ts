/** The options of TCP: IPPROTO_TCP. */
import { NotImplementedError } from "../../errors.js";
import { decodeTcpInfo, platform } from "../../ffi/index.js";
import { duration, durationAt } from "./duration-option.js";
import { flag, integer, type OptionCodec, type OptionCodecs, placeOf, readBytes } from "./option-codec.js";
import type { TcpInfo } from "./tcp-info.js";
import { text } from "./text-option.js";

/** Options of TCP sockets; not every system has all of them. */
export interface TcpOptions {
	/** The congestion control, by name (TCP_CONGESTION, Linux and FreeBSD). */
	tcpCongestion: string;
	/** Whether only full packets go out (TCP_CORK, Linux). */
	tcpCork: boolean;
	/** For how many milliseconds a listener waits for the first data of a connection, in whole seconds (TCP_DEFER_ACCEPT, Linux). */
	tcpDeferAccept: number;
	/** How many connections may send data with their first packet; 0 for none (TCP_FASTOPEN). */
	tcpFastOpen: number;
	/** Whether connect() sends data with the first packet (TCP_FASTOPEN_CONNECT, Linux). */
	tcpFastOpenConnect: boolean;
	/** How the connection goes (TCP_INFO, Linux and FreeBSD). */
	readonly tcpInfo: TcpInfo;
	/** After how many probes without an answer the connection ends (TCP_KEEPCNT). */
	tcpKeepCnt: number;
	/** After how many milliseconds of silence it is probed, in whole seconds (TCP_KEEPIDLE, on Darwin TCP_KEEPALIVE). */
	tcpKeepIdle: number;
	/** How many milliseconds there are between two probes, in whole seconds (TCP_KEEPINTVL). */
	tcpKeepIntvl: number;
	/** How many milliseconds a connection that we closed waits for the other end, in whole seconds (TCP_LINGER2, Linux). */
	tcpLinger2: number;
	/** The largest segment, in bytes (TCP_MAXSEG). */
	tcpMaxSeg: number;
	/** Whether small packets go out at once (TCP_NODELAY). */
	tcpNodelay: boolean;
	/** How many bytes may wait unsent before it counts as writable (TCP_NOTSENT_LOWAT, Linux and Darwin). */
	tcpNotsentLowat: number;
	/** Whether acknowledgements go out at once; the kernel changes it by itself (TCP_QUICKACK, Linux). */
	tcpQuickAck: boolean;
	/** How often it tries to connect (TCP_SYNCNT, Linux). */
	tcpSynCnt: number;
	/** After how many milliseconds without an acknowledgement the connection ends; 0 for the system's own time (TCP_USER_TIMEOUT, Linux). */
	tcpUserTimeout: number;
	/** The largest window to offer, in bytes (TCP_WINDOW_CLAMP, Linux). */
	tcpWindowClamp: number;
}

const infoPlace = placeOf("IPPROTO_TCP", "TCP_INFO");
const tcpInfo: OptionCodec<TcpInfo> = {
	get(state, name) {
		if (platform.options.tcpInfo.fields.length === 0) {
			throw new NotImplementedError(`Cannot read ${name}: this system has no TCP_INFO whose layout is known`);
		}
		// All fields but the state are numbers.
		return decodeTcpInfo(readBytes(state, name, infoPlace, 512)) as unknown as TcpInfo;
	},
};

const keepIdle = { ...placeOf("IPPROTO_TCP", "TCP_KEEPIDLE"), option: platform.options.keepIdleOption };

/** How each of them is read and set. */
export const tcpOptions: OptionCodecs<TcpOptions> = {
	tcpCongestion: text("IPPROTO_TCP", "TCP_CONGESTION", 16),
	tcpCork: flag("IPPROTO_TCP", "TCP_CORK"),
	tcpDeferAccept: duration("IPPROTO_TCP", "TCP_DEFER_ACCEPT", 1000),
	tcpFastOpen: integer("IPPROTO_TCP", "TCP_FASTOPEN"),
	tcpFastOpenConnect: flag("IPPROTO_TCP", "TCP_FASTOPEN_CONNECT"),
	tcpInfo,
	tcpKeepCnt: integer("IPPROTO_TCP", "TCP_KEEPCNT", 1),
	tcpKeepIdle: durationAt(keepIdle, 1000),
	tcpKeepIntvl: duration("IPPROTO_TCP", "TCP_KEEPINTVL", 1000),
	tcpLinger2: duration("IPPROTO_TCP", "TCP_LINGER2", 1000),
	tcpMaxSeg: integer("IPPROTO_TCP", "TCP_MAXSEG", 1),
	tcpNodelay: flag("IPPROTO_TCP", "TCP_NODELAY"),
	tcpNotsentLowat: integer("IPPROTO_TCP", "TCP_NOTSENT_LOWAT", 0, 0xffffffff),
	tcpQuickAck: flag("IPPROTO_TCP", "TCP_QUICKACK"),
	tcpSynCnt: integer("IPPROTO_TCP", "TCP_SYNCNT", 1, 127),
	tcpUserTimeout: duration("IPPROTO_TCP", "TCP_USER_TIMEOUT", 1),
	tcpWindowClamp: integer("IPPROTO_TCP", "TCP_WINDOW_CLAMP"),
};
