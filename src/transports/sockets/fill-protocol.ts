import { byteLength } from "../../sockets/internals.js";
import type { BufferedProtocol } from "../protocols/index.js";
import { roomOf } from "./stream-protocol.js";

/**
 * Copies bytes into a protocol's own memory, as often as that takes.
 *
 * @param protocol the protocol.
 * @param data the bytes.
 * @param isOver asked before each copy: the protocol may have closed the connection, or paused it, or made way for
 *   another. What it has not taken then is the caller's to keep.
 * @returns how many bytes it has taken.
 * @throws RuntimeError if the protocol has no room.
 * @throws TypeError if what it brings is no memory.
 * @throws What the protocol throws.
 */
export function fillProtocol(protocol: BufferedProtocol, data: Buffer, isOver: () => boolean): number {
	let at = 0;
	while (at < data.length && !isOver()) {
		const buffer = roomOf(protocol, data.length - at);
		if (isOver()) break;
		const count = Math.min(byteLength(buffer), data.length - at);
		buffer.set(data.subarray(at, at + count));
		protocol.bufferUpdated(count);
		at += count;
	}
	return at;
}
