/** A transport in both directions. */
import type { ReadTransport } from "./read-transport.js";
import type { WriteTransport } from "./write-transport.js";

/**
 * A byte stream in both directions: TCP, Unix or TLS.
 *
 * @see https://docs.python.org/3/library/asyncio-protocol.html#transports
 */
export interface Transport extends ReadTransport, WriteTransport {}
