/** What every transport has. */
import type { BaseProtocol } from "../protocols/index.js";
import type { TransportInfo } from "./transport-info.js";

/**
 * One end of a connection, as its protocol sees it.
 *
 * It keeps the process alive until it is lost; {@link BaseTransport.unref} lets the process end without it.
 *
 * @see https://docs.python.org/3/library/asyncio-protocol.html#base-transport
 */
export interface BaseTransport extends AsyncDisposable {
	/**
	 * Ends it in good order: what was written is still sent, nothing is received any more, then the protocol's
	 * `connectionLost` is called. Twice is harmless. Throws nothing.
	 */
	close(): void;

	/**
	 * Asks whether it is closing or closed. Throws nothing.
	 *
	 * @returns whether it is.
	 */
	isClosing(): boolean;

	/**
	 * Asks about what is beneath it. Throws nothing.
	 *
	 * @param name what about; see {@link TransportInfo}.
	 * @returns the answer; `undefined` where this transport has none.
	 */
	getExtraInfo<K extends keyof TransportInfo>(name: K): TransportInfo[K] | undefined;
	/**
	 * Asks about what is beneath it. Throws nothing.
	 *
	 * @param name what about; see {@link TransportInfo}.
	 * @param fallback the answer where this transport has none.
	 * @returns the answer.
	 */
	getExtraInfo<K extends keyof TransportInfo, D>(name: K, fallback: D): TransportInfo[K] | D;

	/**
	 * Has another protocol take over: it hears of everything from now on, but not of `connectionMade`.
	 *
	 * @param protocol the protocol; both must agree that it changes.
	 * @throws TypeError if it has not the methods of a protocol of this kind.
	 */
	setProtocol(protocol: BaseProtocol): void;

	/**
	 * Its protocol. Throws nothing.
	 *
	 * @returns the protocol.
	 */
	getProtocol(): BaseProtocol;

	/**
	 * Has it keep the process alive, as it does from the start. Throws nothing.
	 *
	 * @returns itself.
	 */
	ref(): this;

	/**
	 * Lets the process end although it is open. Throws nothing.
	 *
	 * @returns itself.
	 */
	unref(): this;
}
