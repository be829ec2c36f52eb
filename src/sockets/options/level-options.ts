/** The options of every socket: SOL_SOCKET. */
import { constants } from "node:os";
import { type OSError, osError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import type { Credentials } from "../control/scm-credentials.js";
import { duration, inUnits } from "./duration-option.js";
import {
	flag,
	integer,
	ints,
	type OptionCodec,
	type OptionCodecs,
	type OptionPlace,
	placeOf,
	readBytes,
	readNumber,
	readOnly,
	writeBytes,
} from "./option-codec.js";
import { text } from "./text-option.js";

/** Options that every socket has; not every system has all of them. */
export interface LevelOptions {
	/** Whether it listens (SO_ACCEPTCONN). */
	readonly acceptConn: boolean;
	/** The interface that it is bound to, by name; empty for any (SO_BINDTODEVICE, Linux). */
	bindToDevice: string;
	/** Whether it may send to broadcast addresses (SO_BROADCAST). */
	broadcast: boolean;
	/** For how many milliseconds a receive asks the network card itself again and again (SO_BUSY_POLL, Linux). */
	busyPoll: number;
	/** The address family (SO_DOMAIN, Linux and FreeBSD). */
	readonly domain: number;
	/** Whether it sends to neighbours only (SO_DONTROUTE). */
	dontRoute: boolean;
	/** The error that is pending, which is no longer so once it was read; `undefined` for none (SO_ERROR). */
	readonly error: OSError | undefined;
	/** The processor that its packets come in on (SO_INCOMING_CPU, Linux). */
	incomingCpu: number;
	/** Whether a silent connection is probed (SO_KEEPALIVE). */
	keepAlive: boolean;
	/**
	 * For how many milliseconds closing it waits for what was not sent yet, in whole seconds, rounded up; 0 throws that away and resets
	 * the connection, `undefined` has the kernel send it afterwards, as it does at first (SO_LINGER).
	 */
	linger: number | undefined;
	/** The mark of its packets, for routes and filters (SO_MARK, Linux, privileged). */
	mark: number;
	/** The most bytes a second that it sends; Infinity for any number (SO_MAX_PACING_RATE, Linux). */
	maxPacingRate: number;
	/** Whether urgent data stands in the stream (SO_OOBINLINE). */
	oobInline: boolean;
	/** Whether messages come with their sender's credentials (SO_PASSCRED, Linux). */
	passCred: boolean;
	/** Who made the other end of a Unix stream: process, user and group (SO_PEERCRED, Linux and OpenBSD). */
	readonly peerCredentials: Credentials;
	/** The priority of its packets (SO_PRIORITY, Linux). */
	priority: number;
	/** The protocol (SO_PROTOCOL, Linux and FreeBSD). */
	readonly protocol: number;
	/** How many bytes of what came in are kept; Linux doubles what it is given (SO_RCVBUF). */
	rcvbuf: number;
	/** How many bytes must be there before it is readable (SO_RCVLOWAT). */
	rcvLowat: number;
	/** Whether an address may be bound to that is only just free (SO_REUSEADDR). */
	reuseAddr: boolean;
	/** Whether several sockets may share one address and its work (SO_REUSEPORT). */
	reusePort: boolean;
	/** How many bytes of what is to go out are kept; Linux doubles what it is given (SO_SNDBUF). */
	sndbuf: number;
	/** Whether messages come with the time of their arrival, in nanoseconds (SO_TIMESTAMPNS, Linux). */
	timestampNs: boolean;
	/** The socket type (SO_TYPE). */
	readonly type: number;
	/** Whether MSG_ZEROCOPY may be used (SO_ZEROCOPY, Linux). */
	zeroCopy: boolean;
}

const lingerPlace: OptionPlace = {
	level: platform.sockets.constants.SOL_SOCKET,
	option: platform.options.lingerOption,
	constant: "SO_LINGER",
};

const linger: OptionCodec<number | undefined> = {
	get(state, name) {
		const bytes = readBytes(state, name, lingerPlace, 8);
		const [on, seconds = 0] = new Int32Array(new Uint8Array(bytes).buffer);
		return on === 0 ? undefined : seconds * 1000;
	},
	set(state, name, value) {
		// The kernel of Linux counts it in ticks that have to fit 32 bits.
		const seconds = value === undefined ? 0 : inUnits(value, name, 1000, 32_767);
		writeBytes(state, name, lingerPlace, ints(value === undefined ? 0 : 1, seconds));
	},
};

const errorPlace = placeOf("SOL_SOCKET", "SO_ERROR");
const error: OptionCodec<OSError | undefined> = {
	get(state, name) {
		const number = readNumber(state, name, errorPlace);
		return number === 0 ? undefined : osError(number, "getsockopt", { fd: state.fd });
	},
};

const ratePlace = placeOf("SOL_SOCKET", "SO_MAX_PACING_RATE");
const unlimited = 0xffffffff;
const rate = integer("SOL_SOCKET", "SO_MAX_PACING_RATE", 0, unlimited - 1);
const maxPacingRate: OptionCodec<number> = {
	get(state, name) {
		const number = rate.get(state, name);
		return number === unlimited ? Number.POSITIVE_INFINITY : number;
	},
	set(state, name, value) {
		if (value === Number.POSITIVE_INFINITY) writeBytes(state, name, ratePlace, ints(-1));
		else rate.set?.(state, name, value);
	},
};

const credentialsPlace = placeOf("SOL_SOCKET", "SO_PEERCRED");
const { peerCredentials: order } = platform.sockets;
const peerCredentials: OptionCodec<Credentials> = {
	get(state, name) {
		const bytes = readBytes(state, name, credentialsPlace, 12);
		const words = new Uint32Array(new Uint8Array(bytes).buffer);
		// Nobody is -1 in C, and so it is in Python.
		const field = (part: "pid" | "uid" | "gid") => words[order.indexOf(part)] ?? 0;
		if (bytes.length < 12) throw osError(constants.errno.ENOPROTOOPT, "getsockopt", { fd: state.fd });
		return { pid: field("pid") | 0, uid: field("uid"), gid: field("gid") };
	},
};

/** How each of them is read and set. */
export const levelOptions: OptionCodecs<LevelOptions> = {
	acceptConn: readOnly(flag("SOL_SOCKET", "SO_ACCEPTCONN")),
	bindToDevice: text("SOL_SOCKET", "SO_BINDTODEVICE", 16),
	broadcast: flag("SOL_SOCKET", "SO_BROADCAST"),
	busyPoll: duration("SOL_SOCKET", "SO_BUSY_POLL", 0.001),
	domain: readOnly(integer("SOL_SOCKET", "SO_DOMAIN")),
	dontRoute: flag("SOL_SOCKET", "SO_DONTROUTE"),
	error,
	incomingCpu: integer("SOL_SOCKET", "SO_INCOMING_CPU"),
	keepAlive: flag("SOL_SOCKET", "SO_KEEPALIVE"),
	linger,
	mark: integer("SOL_SOCKET", "SO_MARK", 0, 0xffffffff),
	maxPacingRate,
	oobInline: flag("SOL_SOCKET", "SO_OOBINLINE"),
	passCred: flag("SOL_SOCKET", "SO_PASSCRED"),
	peerCredentials,
	priority: integer("SOL_SOCKET", "SO_PRIORITY"),
	protocol: readOnly(integer("SOL_SOCKET", "SO_PROTOCOL")),
	rcvbuf: integer("SOL_SOCKET", "SO_RCVBUF"),
	rcvLowat: integer("SOL_SOCKET", "SO_RCVLOWAT"),
	reuseAddr: flag("SOL_SOCKET", "SO_REUSEADDR"),
	reusePort: flag("SOL_SOCKET", "SO_REUSEPORT"),
	sndbuf: integer("SOL_SOCKET", "SO_SNDBUF"),
	timestampNs: flag("SOL_SOCKET", "SO_TIMESTAMPNS"),
	type: readOnly(integer("SOL_SOCKET", "SO_TYPE")),
	zeroCopy: flag("SOL_SOCKET", "SO_ZEROCOPY"),
};
