import { byteLength } from "../../sockets/internals.js";
import type { BufferedProtocol } from "../protocols/index.js";
import { roomOf } from "./stream-protocol.js";

/**
 * Copies bytes into a protocol's own memory, as often as that takes.
 *
 * @param protocol the protocol.
 * @param data the bytes.
 * @param isOver asked before each copy: the protocol may have closed the connection.
 * @throws RuntimeError if the protocol has no room.
 * @throws TypeError if what it brings is no memory.
 * @throws What the protocol throws.
 */
export function fillProtocol(protocol: BufferedProtocol, data: Buffer, isOver: () => boolean): void {
	for (let at = 0; at < data.length && !isOver(); ) {
		const buffer = roomOf(protocol, data.length - at);
		if (isOver()) return;
		const count = Math.min(byteLength(buffer), data.length - at);
		buffer.set(data.subarray(at, at + count));
		protocol.bufferUpdated(count);
		at += count;
	}
}
