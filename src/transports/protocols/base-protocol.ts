/** What every protocol has. */
import type { BaseTransport } from "../interfaces/index.js";

/**
 * The callbacks that all protocols share; each does nothing until a subclass overrides it.
 *
 * A transport calls `connectionMade` once, then whatever its kind has, then `connectionLost` once, all from its loop's
 * turn. What a callback throws closes the connection and goes to the loop's exception handler.
 *
 * @example
 * ```ts
 * import { BaseProtocol } from "evloop";
 *
 * class Quiet extends BaseProtocol {
 * 	override connectionLost(exc: unknown): void {
 * 		console.log("lost", exc); // lost undefined
 * 	}
 * }
 * new Quiet().connectionLost(undefined);
 * ```
 * @see https://docs.python.org/3/library/asyncio-protocol.html#base-protocol
 */
export class BaseProtocol {
	/**
	 * The connection stands: called once, before everything else. Throws nothing.
	 *
	 * @param _transport the connection; a subclass keeps it to write to.
	 */
	connectionMade(_transport: BaseTransport): void {}

	/**
	 * The connection is over: called once, after everything else. Throws nothing.
	 *
	 * @param _exc why; `undefined` where the peer or this side ended it in good order.
	 */
	connectionLost(_exc: unknown): void {}

	/**
	 * The write buffer has grown past its high-water mark: write no more until {@link BaseProtocol.resumeWriting}.
	 * Throws nothing.
	 */
	pauseWriting(): void {}

	/** The write buffer has drained to its low-water mark: writing may go on. Throws nothing. */
	resumeWriting(): void {}
}
