/**
 * Control buffers: what CMSG_LEN, CMSG_SPACE, CMSG_FIRSTHDR, CMSG_NXTHDR and CMSG_DATA do in C, as pure functions over
 * bytes. They take the layout, so that every platform's can be tested on every platform.
 */
import { endianness } from "node:os";
import type { ControlLayout } from "../platforms/control-layout.js";

const little = endianness() === "LE";

/** One control message. */
export interface ControlMessage {
	readonly level: number;
	readonly type: number;
	readonly data: Uint8Array;
}

/** What a control buffer holds. */
export interface DecodedControl {
	readonly messages: { readonly level: number; readonly type: number; readonly data: Buffer }[];
	/** Whether all of it made sense: no length is too small for its header, or larger than what is there. */
	readonly whole: boolean;
}

/**
 * CMSG_LEN: what a control message's length says.
 *
 * @param layout the platform's layout.
 * @param size how many bytes of data it has.
 * @returns the bytes from its first to the last of its data.
 */
export function controlLength(layout: ControlLayout, size: number): number {
	return align(layout, layout.lengthSize + 8) + size;
}

/**
 * CMSG_SPACE: the room that a control message takes.
 *
 * @param layout the platform's layout.
 * @param size how many bytes of data it has.
 * @returns the bytes up to where the next one begins.
 */
export function controlSpace(layout: ControlLayout, size: number): number {
	return controlLength(layout, align(layout, size));
}

/**
 * Writes a control buffer.
 *
 * @param layout the platform's layout.
 * @param messages what it shall hold.
 * @returns the buffer, with zeros in all gaps.
 */
export function encodeControl(layout: ControlLayout, messages: readonly ControlMessage[]): Uint8Array {
	const room = messages.reduce((sum, { data }) => sum + controlSpace(layout, data.byteLength), 0);
	const bytes = new Uint8Array(room);
	const view = new DataView(bytes.buffer);
	let at = 0;
	for (const { level, type, data } of messages) {
		const length = controlLength(layout, data.byteLength);
		if (layout.lengthSize === 8) view.setBigUint64(at, BigInt(length), little);
		else view.setUint32(at, length, little);
		view.setInt32(at + layout.lengthSize, level, little);
		view.setInt32(at + layout.lengthSize + 4, type, little);
		bytes.set(data, at + controlLength(layout, 0));
		at += controlSpace(layout, data.byteLength);
	}
	return bytes;
}

/**
 * Reads a control buffer. Nothing in it is believed: whatever the bytes are, only they are read.
 *
 * A message that claims to be longer than what is there is cut to that (Darwin says how long it would have been); at one
 * that is shorter than its own header the reading ends.
 *
 * @param layout the platform's layout.
 * @param bytes as much of the buffer as the kernel says that it filled.
 * @returns copies of the messages.
 */
export function decodeControl(layout: ControlLayout, bytes: Uint8Array): DecodedControl {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const header = controlLength(layout, 0);
	const messages: DecodedControl["messages"] = [];
	let whole = true;
	for (let at = 0; at < bytes.byteLength; ) {
		// The last message's data may be empty, and the header's own padding cut off.
		if (bytes.byteLength - at < layout.lengthSize + 8) return { messages, whole: false };
		const length =
			layout.lengthSize === 8 ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little);
		if (length < header) return { messages, whole: false };
		const end = Math.min(at + length, bytes.byteLength);
		if (at + length > bytes.byteLength) whole = false;
		messages.push({
			level: view.getInt32(at + layout.lengthSize, little),
			type: view.getInt32(at + layout.lengthSize + 4, little),
			data: Buffer.from(bytes.subarray(Math.min(at + header, end), end)),
		});
		at += align(layout, length);
	}
	return { messages, whole };
}

function align({ alignment }: ControlLayout, size: number): number {
	return Math.ceil(size / alignment) * alignment;
}
