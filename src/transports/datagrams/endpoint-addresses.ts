/** Which sockets an endpoint may have, and the addresses that go with each. */
import { isUint8Array } from "node:util/types";
import { ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { type Coroutine, waitOn } from "../../futures/index.js";
import { lookUpAddresses, type SelectorEngine } from "../../reactor/index.js";
import type { Address } from "../../sockets/index.js";
import { showValue } from "../../sockets/internals.js";
import type { DatagramEndpointOptions } from "./datagram-endpoint-options.js";

const { AF_INET, AF_INET6, AF_UNIX, AI_PASSIVE, SOCK_DGRAM } = platform.sockets.constants;

/** A socket to be tried. */
export interface EndpointCandidate {
	readonly family: number;
	readonly proto: number;
	readonly local: Address | undefined;
	readonly remote: Address | undefined;
}

/** What the addresses of an endpoint say of its family. */
export interface EndpointPlan {
	/** The family; 0 where the resolver is to say it. */
	readonly family: number;
	/** Whether the addresses are hosts and ports, for the resolver. */
	readonly isInternet: boolean;
}

/**
 * Checks an endpoint's addresses.
 *
 * @param options the endpoint's options, without a socket.
 * @returns what they say of the family.
 * @throws TypeError if an address has not the form of the family.
 * @throws ValueError if there is neither an address nor a family.
 */
export function planEndpoint({ localAddr, remoteAddr, family = 0 }: DatagramEndpointOptions): EndpointPlan {
	const addresses = [localAddr, remoteAddr].filter((address) => address !== undefined);
	if (addresses.length === 0) {
		if (family !== 0) return { family, isInternet: false };
		throw new ValueError(
			"Cannot createDatagramEndpoint: it takes localAddr, remoteAddr or a family, or a sock",
		);
	}
	const isInternet =
		family === AF_INET || family === AF_INET6 || (family === 0 && addresses.every(Array.isArray));
	const wrong = isInternet
		? addresses.find((address) => !Array.isArray(address) || address.length < 2)
		: addresses.find((address) => family === 0 && typeof address !== "string" && !isUint8Array(address));
	if (wrong !== undefined) {
		throw new TypeError(
			`Cannot createDatagramEndpoint: ${showValue(wrong)} is no address of its family: a host and a port, or a path; any other form takes the option family`,
		);
	}
	// A path says enough: it is a Unix socket's.
	return { family: isInternet ? family : family || AF_UNIX, isInternet };
}

/**
 * Finds the sockets that may be tried, looking names up.
 *
 * @param engine the engine.
 * @param plan what is known of the family.
 * @param options the endpoint's options.
 * @returns the coroutine of the candidates, the best first, at least one.
 * @throws gaierror if a name cannot be resolved.
 * @throws ValueError if the two addresses have no family in common.
 */
export function* endpointCandidates(
	engine: SelectorEngine,
	{ family, isInternet }: EndpointPlan,
	options: DatagramEndpointOptions,
): Coroutine<readonly EndpointCandidate[]> {
	const { localAddr, remoteAddr, proto = 0 } = options;
	if (!isInternet) return [{ family, proto, local: localAddr, remote: remoteAddr }];
	const locals = yield* resolve(engine, localAddr, family, options);
	const remotes = yield* resolve(engine, remoteAddr, family, options);
	const found: EndpointCandidate[] = [];
	for (const [key, first] of locals ?? remotes ?? []) {
		const [ownFamily = 0, ownProto = 0] = key.split(":").map(Number);
		const other = remotes?.get(key);
		if (remotes !== undefined && other === undefined) continue;
		found.push({
			family: ownFamily,
			proto: ownProto,
			local: locals === undefined ? undefined : first,
			remote: other,
		});
	}
	if (found.length === 0) {
		throw new ValueError("Cannot createDatagramEndpoint: localAddr and remoteAddr have no family in common");
	}
	return found;
}

/** The first address of each family and protocol, as asyncio has it; `undefined` where there is nothing to look up. */
function* resolve(
	engine: SelectorEngine,
	address: Address | undefined,
	family: number,
	{ flags = 0, proto = 0 }: DatagramEndpointOptions,
): Coroutine<Map<string, Address> | undefined> {
	if (address === undefined) return undefined;
	const [host, port, ...ipv6] = address as readonly [string, number, number?, number?];
	const everywhere = host === "";
	const infos = yield* waitOn(
		lookUpAddresses(engine, everywhere ? null : host, port, {
			family,
			type: SOCK_DGRAM,
			proto,
			flags: everywhere ? flags | AI_PASSIVE : flags,
		}),
	);
	const found = new Map<string, Address>();
	for (const [itsFamily, , itsProto, , itsAddress] of infos) {
		const key = `${itsFamily}:${itsProto}`;
		if (found.has(key)) continue;
		const numeric = itsFamily === AF_INET6 && ipv6.length > 0 ? [itsAddress[0], port, ...ipv6] : itsAddress;
		found.set(key, numeric as Address);
	}
	return found;
}
