/** Measures what selectors leave behind, and prints it: open descriptors, and bytes allocated by waiting. */
import { readdirSync } from "node:fs";
import { DefaultSelector, EVENT_READ, EVENT_WRITE } from "../../../src/selectors/index.js";
import { epoll } from "../../../src/selectors/select/index.js";
import { makeSocketPair } from "../../helpers/descriptors.js";

const t = { teardown: () => {} };

function openDescriptors(): number {
	return readdirSync("/proc/self/fd").length;
}

function makeAndClose(): void {
	const [a, b] = makeSocketPair(t);
	const selector = new DefaultSelector();
	selector.register(a, EVENT_READ);
	selector.register(b, EVENT_WRITE);
	selector.select(0);
	selector.close();
	if (process.platform === "linux") epoll().close();
	a.close();
	b.close();
}

function descriptorsLeft(): number {
	makeAndClose();
	const before = openDescriptors();
	for (let i = 0; i < 200; i++) makeAndClose();
	return openDescriptors() - before;
}

/** Bytes that one wait allocates. */
function bytesAWait(): number {
	const selector = new DefaultSelector();
	const ends = Array.from({ length: 8 }, () => makeSocketPair(t)).flat();
	for (const end of ends) selector.register(end, EVENT_WRITE);
	let sum = 0;
	const round = (times: number): void => {
		for (let i = 0; i < times; i++) {
			const count = selector.wait(0, 64);
			for (let j = 0; j < count; j++) sum += (selector.readyFds[j] ?? 0) + (selector.readyMasks[j] ?? 0);
		}
	};
	const { gc } = globalThis as { gc?: () => void };
	// The least of several rounds: on a busy machine the code may be optimised late.
	const rounds = Array.from({ length: 8 }, () => {
		gc?.();
		const before = process.memoryUsage().heapUsed;
		round(20000);
		return (process.memoryUsage().heapUsed - before) / 20000;
	});
	selector.close();
	return sum > 0 ? Math.min(...rounds) : Number.NaN;
}

console.log(JSON.stringify({ descriptors: descriptorsLeft(), bytes: bytesAWait() }));
