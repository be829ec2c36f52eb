/** How much a loop of libuv has done, as `performance.nodeTiming.uvMetricsInfo` tells it from Node 22.8 on. */
import { NativeBuffer } from "../native-buffer.js";
import { uvMetricsInfo } from "./calls.js";
import { nodeLoop } from "./node-loop.js";

/** `uv_metrics_t`: sixteen words of 64 bits. The second counts the events that were handed on. */
const size = 16 * 8;
const events = 1;

let metrics: { readonly address: number; readonly words: BigUint64Array } | undefined;

/**
 * How many events this thread's loop has handed on since it began: descriptors that were ready, threads that have reported,
 * signals; not timers and immediates.
 *
 * @returns the count.
 * @throws NotImplementedError where libuv does not count: before 1.45.
 */
export function loopEvents(): number {
	if (metrics === undefined) {
		const { bytes, address } = new NativeBuffer(size);
		metrics = { address, words: new BigUint64Array(bytes) };
	}
	uvMetricsInfo(nodeLoop().address, metrics.address);
	return Number(metrics.words[events]);
}
