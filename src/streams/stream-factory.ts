/** Makes the streams of a server's connections. */

import { captureContext } from "../futures/index.js";
import { show } from "../internal/index.js";
import { checkLimit, defaultLimit } from "./limits.js";
import type { StreamCallback } from "./stream-callback.js";
import type { StreamLoop, StreamOptions } from "./stream-loop.js";
import { StreamReader } from "./stream-reader.js";
import { StreamReaderProtocol } from "./stream-reader-protocol.js";

/**
 * A factory of protocols for `createServer`.
 *
 * @param action what it is for.
 * @param loop the loop.
 * @param callback called with the streams of each connection.
 * @param options the readers' limit.
 * @returns the factory.
 * @throws TypeError if the callback is no function, or the limit no number.
 * @throws ValueError if the limit is not above 0.
 */
export function streamFactory(
	action: string,
	loop: StreamLoop,
	callback: StreamCallback,
	options: StreamOptions,
): () => StreamReaderProtocol {
	if (typeof callback !== "function") {
		throw new TypeError(`Cannot ${action}: the callback is no function, got ${show(callback)}`);
	}
	const limit = checkLimit(options.limit ?? defaultLimit, `Cannot ${action}`);
	const made = { limit, loop, serving: { callback, context: captureContext() } };
	return () => new StreamReaderProtocol(new StreamReader(made), callback, made);
}
