/**
 * Copies of messages that were received together, out of memory that the next ones are received into.
 *
 * Small ones share one piece of memory, since to allocate costs more than to copy: whoever keeps one keeps at most 128 KiB.
 */
import { markAsUntransferable } from "node:worker_threads";
import type { MessageBatch } from "../../ffi/index.js";

const mostShared = 128 * 1024;

/**
 * Copies what was received.
 *
 * @param batch what has it.
 * @param count how many messages.
 * @param size how many bytes of each there was room for.
 * @returns the data of each.
 */
export function copyMessages(batch: MessageBatch, count: number, size: number): Buffer[] {
	let total = 0;
	for (let i = 0; i < count; i += 1) total += padded(Math.min(batch.length(i), size));
	const source = new Uint8Array(batch.data);
	const isShared = total <= mostShared && count > 1;
	const memory = Buffer.allocUnsafeSlow(isShared ? total : 0);
	// It belongs to many messages: with one of them, another thread would get all of them.
	if (isShared) markAsUntransferable(memory.buffer);
	const copies: Buffer[] = [];
	for (let i = 0, at = 0; i < count; i += 1) {
		const length = Math.min(batch.length(i), size);
		const from = batch.start(i);
		if (!isShared) {
			copies.push(Buffer.from(source.subarray(from, from + length)));
			continue;
		}
		memory.set(source.subarray(from, from + length), at);
		copies.push(memory.subarray(at, at + length));
		at += padded(length);
	}
	return copies;
}

/** Each message begins at a multiple of 8 bytes, as memory from malloc does. */
function padded(length: number): number {
	return (length + 7) & ~7;
}
