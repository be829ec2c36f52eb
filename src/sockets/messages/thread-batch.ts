import { MessageBatch } from "../../ffi/index.js";

let batch: MessageBatch | undefined;

/**
 * The one batch of this thread; made when the first is wanted.
 *
 * @returns the batch.
 */
export function messageBatch(): MessageBatch {
	batch ??= new MessageBatch();
	return batch;
}
