/** Connects to a host by whichever of its addresses answers first. */
import { OSError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { type Coroutine, type Future, Operation, waitOn } from "../../futures/index.js";
import { lookUpAddresses, type SelectorEngine } from "../../reactor/index.js";
import type { AddressInfo, InetAddress, Socket } from "../../sockets/index.js";
import { checkInteger, showValue } from "../../sockets/internals.js";
import { connectAddress } from "./connect-address.js";
import { connectionError } from "./connection-error.js";
import { interleave } from "./interleave.js";
import { type RaceOutcome, staggeredRace } from "./staggered-race.js";

const { SOCK_STREAM } = platform.sockets.constants;

/** How a host is connected to. */
export interface ConnectHostOptions {
	/** The address family; any by default. */
	readonly family?: number | undefined;
	/** The protocol; any by default. */
	readonly proto?: number | undefined;
	/** Flags for the resolver, whose names begin with AI_. */
	readonly flags?: number | undefined;
	/** The address to connect from. */
	readonly localAddr?: InetAddress | undefined;
	/**
	 * How long one address has to answer before the next one is tried beside it, in milliseconds: 250 by default, as RFC
	 * 8305 says; Infinity to try one after the other.
	 */
	readonly happyEyeballsDelay?: number | undefined;
	/** How many addresses of the first family come before the families take turns: 1 by default; 0 for the resolver's order. */
	readonly interleave?: number | undefined;
	/** Whether to fail with an AggregateError even where there was one attempt alone. */
	readonly allErrors?: boolean | undefined;
}

/** What RFC 8305 (8) recommends, in milliseconds. */
const usualDelay = 250;

/**
 * Connects to a host.
 *
 * @param engine the engine.
 * @param host name or address; null for this machine.
 * @param port the port or the service.
 * @param options how.
 * @returns the coroutine of the socket, non-blocking.
 * @throws gaierror if the host cannot be resolved.
 * @throws OSError, or AggregateError of several, if no address answers.
 */
export function* connectHost(
	engine: SelectorEngine,
	host: string | null,
	port: number | string | null,
	options: ConnectHostOptions,
): Coroutine<Socket> {
	const { family = 0, proto = 0, flags = 0, localAddr, allErrors = false } = options;
	const hints = { family, proto, flags, type: SOCK_STREAM };
	const infos: AddressInfo[] = yield* waitOn(lookUpAddresses(engine, host, port, hints));
	const local =
		localAddr && (yield* waitOn(lookUpAddresses(engine, localAddr[0], localAddr[1], { ...hints, proto: 0 })));
	const first = options.interleave ?? 1;
	const race = staggeredRace(
		engine,
		first > 0 ? interleave(infos, first) : infos,
		(info) => new Operation(engine, connectAddress(engine, info, local)),
		(loser) => loser.close(),
		options.happyEyeballsDelay ?? usualDelay,
	);
	const { winner, errors } = yield* outcomeOf(race);
	if (winner !== undefined) return winner;
	if (errors.length === 0) throw new OSError(`Cannot connect to ${host}: it has no address`);
	throw connectionError(errors, allErrors, `${host ?? "this machine"}:${port ?? 0}`);
}

/** Waits for a race; a winner whom nobody takes any more, since it was cancelled meanwhile, is closed. */
function* outcomeOf(race: Future<RaceOutcome<Socket>>): Coroutine<RaceOutcome<Socket>> {
	try {
		return yield* waitOn(race);
	} catch (error) {
		if (!race.cancelled()) race.result().winner?.close();
		throw error;
	}
}

/**
 * Refuses options that mean nothing.
 *
 * @param options the options.
 * @param action what they are for.
 * @throws TypeError or RangeError if a number is none, or out of range.
 */
export function checkConnectHostOptions(options: ConnectHostOptions, action: string): void {
	const { happyEyeballsDelay, interleave: first, localAddr } = options;
	if (first !== undefined) checkInteger(first, `Cannot ${action}: interleave`, 0);
	if (localAddr !== undefined && !Array.isArray(localAddr)) {
		throw new TypeError(`Cannot ${action}: localAddr must be a host and a port, got ${showValue(localAddr)}`);
	}
	if (happyEyeballsDelay === undefined) return;
	if (typeof happyEyeballsDelay !== "number") {
		throw new TypeError(
			`Cannot ${action}: happyEyeballsDelay must be a number, got ${showValue(happyEyeballsDelay)}`,
		);
	}
	if (!(happyEyeballsDelay >= 0)) {
		throw new RangeError(
			`Cannot ${action}: happyEyeballsDelay must not be negative, got ${happyEyeballsDelay}`,
		);
	}
}
