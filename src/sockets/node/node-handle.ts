/**
 * Finds the libuv handle under a socket of Node's: the one place that knows Node's insides.
 *
 * A `net.Socket` or `net.Server` has it in `_handle`; a TLSSocket has a TLSWrap there, whose `_parent` is the handle that owns the
 * descriptor. A `dgram.Socket` has it in a record under a symbol, in all of Node 20 to 26; its `_handle` is deprecated,
 * and gone in 26. `handle.fd` asks libuv each time, and is negative before there is a descriptor and from the moment of
 * closing on.
 */

/** libuv's handle, as far as it is used. */
export interface NodeHandle {
	/** The descriptor; negative, or absent, where there is none. */
	readonly fd?: number;
	/** Whether libuv reads from it; streams only. */
	readonly reading?: boolean;
	/** How many bytes libuv has still to write; streams only. */
	readonly writeQueueSize?: number;
	/** The handle underneath, of a TLSWrap. */
	readonly _parent?: NodeHandle | null;
	close?: (...args: never[]) => unknown;
	reset?: (...args: never[]) => unknown;
}

interface StateOfDatagrams {
	readonly handle: NodeHandle | null;
	readonly receiving: boolean;
}

/** What is found under a socket of Node's. */
export interface FoundHandle {
	/** The handle that owns the descriptor; undefined where there is none at the moment. */
	readonly handle: NodeHandle | undefined;
	/** Whether TLS stands between the bytes of the socket and those of the descriptor. */
	readonly tls: boolean;
	/** Whether Node reads from the handle now. */
	isReading(): boolean;
}

/**
 * Finds the handle.
 *
 * @param source what was given.
 * @returns the handle; undefined where this is no socket of Node's.
 */
export function findHandle(source: unknown): FoundHandle | undefined {
	if (typeof source !== "object" || source === null) return undefined;
	const datagrams = datagramState(source);
	if (datagrams !== undefined) {
		return { handle: datagrams.handle ?? undefined, tls: false, isReading: () => datagrams.receiving };
	}
	if (!("_handle" in source)) return undefined;
	const outer = (source._handle ?? undefined) as NodeHandle | undefined;
	let handle = outer;
	while (handle?._parent) handle = handle._parent;
	return { handle, tls: handle !== outer, isReading: () => handle?.reading === true };
}

function datagramState(source: object): StateOfDatagrams | undefined {
	const symbol = Object.getOwnPropertySymbols(source).find((each) => each.description === "state symbol");
	if (symbol === undefined) return undefined;
	const state: unknown = Reflect.get(source, symbol);
	return typeof state === "object" && state !== null && "handle" in state
		? (state as StateOfDatagrams)
		: undefined;
}
