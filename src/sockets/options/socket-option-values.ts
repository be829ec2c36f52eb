/** A socket's options by name and type: `sock.options`. */
import type { SocketState } from "../socket-state.js";
import { type IpOptions, ipOptions } from "./ip-options.js";
import { type LevelOptions, levelOptions } from "./level-options.js";
import {
	changeGroup,
	type GroupOptions,
	type MulticastOptions,
	readMulticastInterface,
	writeMulticastInterface,
} from "./multicast.js";
import type { OptionCodec } from "./option-codec.js";
import { type TcpOptions, tcpOptions } from "./tcp-options.js";

/**
 * The options of a socket, each a property with its own type: reading it is a getsockopt(2), setting it a setsockopt(2).
 *
 * Times are milliseconds, rounded up to the unit of the kernel. What a system does not have is refused by a NotImplementedError, a
 * value of another kind by a TypeError, one out of range by a RangeError; what the kernel refuses is an OSError, as it is for an option of
 * TCP on a socket of UDP (ENOPROTOOPT or EOPNOTSUPP) and for a closed socket (EBADF).
 *
 * @example
 * ```ts
 * import { Socket, type SocketOptionValues } from "evloop";
 *
 * using sock = new Socket();
 * const options: SocketOptionValues = sock.options;
 * options.keepAlive = true;
 * options.tcpKeepIntvl = 2500;
 * console.log(options.keepAlive, options.tcpKeepIntvl); // true 3000
 * ```
 */
export interface SocketOptionValues extends LevelOptions, TcpOptions, IpOptions, MulticastOptions {}

/** What the properties are defined on. */
class OptionValues {
	readonly #state: SocketState;
	/** The socket itself: the collector must not close it as long as somebody has its options. */
	readonly owner: object;

	constructor(state: SocketState, owner: object) {
		this.#state = state;
		this.owner = owner;
	}

	get multicastInterface(): string | number {
		return readMulticastInterface(this.#state, "multicastInterface");
	}

	set multicastInterface(value: string | number) {
		writeMulticastInterface(this.#state, "multicastInterface", value);
	}

	joinGroup(group: string, options?: GroupOptions): void {
		changeGroup(this.#state, "joinGroup", group, options);
	}

	leaveGroup(group: string, options?: GroupOptions): void {
		changeGroup(this.#state, "leaveGroup", group, options);
	}

	static {
		const all: Record<string, OptionCodec<unknown>> = { ...levelOptions, ...tcpOptions, ...ipOptions };
		for (const [name, codec] of Object.entries(all)) {
			Object.defineProperty(OptionValues.prototype, name, {
				get(this: OptionValues) {
					return codec.get(this.#state, name);
				},
				set(this: OptionValues, value: unknown) {
					if (codec.set === undefined) throw new TypeError(`Cannot set ${name}: it can only be read`);
					codec.set(this.#state, name, value);
				},
			});
		}
	}
}

/**
 * The options of a socket.
 *
 * @param state the socket's inside.
 * @param owner the socket.
 * @returns the object with a property for each option.
 */
export function optionValues(state: SocketState, owner: object): SocketOptionValues {
	// The static block defines what the interfaces promise; the tables are checked against them.
	return new OptionValues(state, owner) as unknown as SocketOptionValues;
}
