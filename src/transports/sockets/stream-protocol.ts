/** What a stream's transport may have for a protocol. */
import { RuntimeError } from "../../errors.js";
import { checkRoom } from "../../sockets/internals.js";
import { checkProtocol } from "../check-protocol.js";
import type { BufferedProtocol, Protocol } from "../protocols/index.js";

/** The protocol of a byte stream: one that is handed the bytes, or one that brings its own memory. */
export type StreamProtocol = Protocol | BufferedProtocol;

/** Makes a protocol; called once for each connection. */
export type ProtocolFactory<P> = () => P;

const common = ["connectionMade", "connectionLost", "pauseWriting", "resumeWriting", "eofReceived"];
const unbuffered = [...common, "dataReceived"];
const buffered = [...common, "getBuffer", "bufferUpdated"];

/**
 * Tells whether a protocol brings its own memory.
 *
 * @param protocol the protocol.
 * @returns whether it does.
 */
export function isBuffered(protocol: StreamProtocol): protocol is BufferedProtocol {
	return typeof (protocol as Partial<BufferedProtocol>).getBuffer === "function";
}

/**
 * Refuses what is no protocol of a byte stream.
 *
 * @param protocol what was given.
 * @throws TypeError if it is none.
 */
export function checkStreamProtocol(protocol: unknown): asserts protocol is StreamProtocol {
	const brings = typeof (protocol as Partial<BufferedProtocol> | null)?.getBuffer === "function";
	checkProtocol(protocol, brings ? buffered : unbuffered, "a stream's protocol");
}

/**
 * Asks a protocol for its memory.
 *
 * @param protocol the protocol.
 * @param sizehint how many bytes are wished for.
 * @returns the memory.
 * @throws RuntimeError if it has no room, as in asyncio.
 * @throws TypeError if it is no memory, or has lost it.
 * @throws What the protocol throws.
 */
export function roomOf(protocol: BufferedProtocol, sizehint: number): Uint8Array {
	const buffer: unknown = protocol.getBuffer(sizehint);
	try {
		return checkRoom(buffer, "Cannot receive: what protocol.getBuffer() returned");
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw new RuntimeError("Cannot receive: protocol.getBuffer() returned an empty buffer");
	}
}
