/** The soak itself: works, pauses, counts, and works again until the time is up. */
import { setTimeout } from "node:timers/promises";
import { type Census, changes, growth, takeCensus } from "./census.js";
import { kinds } from "./kinds.js";
import type { Soak } from "./soak.js";
import { Worker } from "./worker.js";

/** How long a worker may be at the same thing, in milliseconds. */
const patience = 20_000;
/** How much more there may be at the end, in bytes: what V8 and the C library keep back is less. */
const heapMargin = 6 * 2 ** 20;
const residentMargin = 96 * 2 ** 20;

/**
 * Soaks.
 *
 * @param soak what is counted, and what was wrong.
 * @param minutes how long.
 * @param only which kinds of rounds; all of them if empty.
 */
export async function runSoak(soak: Soak, minutes: number, only: readonly string[]): Promise<void> {
	const { loop } = soak.options;
	const end = performance.now() + minutes * 60_000;
	const wanted = kinds.filter(({ name }) => only.length === 0 || only.includes(name));
	const workers = wanted.flatMap((kind) =>
		Array.from({ length: kind.workers }, (_, i) => new Worker(soak, kind, i)),
	);
	const watchdog = setInterval(() => watch(workers), 1000);
	// Five seconds each: a dozen in a minute. The first two are to warm up.
	const stretch = Math.min(5000, (minutes * 60_000) / 6);
	const found: Census[] = [];
	for (let until = performance.now() + stretch; ; until = Math.min(end, performance.now() + stretch)) {
		for (const worker of workers) worker.start(() => performance.now() < until);
		const collecting = collectNowAndThen(soak, until);
		for (const worker of workers) await worker.stopped();
		await collecting;
		const census = await takeCensus(loop);
		found.push(census);
		console.log(told(soak, census, Math.max(0, end - performance.now())));
		const [, second] = found;
		const isLast = performance.now() >= end;
		if (second !== undefined && found.length > 2) {
			for (const change of changes(second, census)) soak.fault(`left behind: ${change}`);
		}
		if (isLast) break;
	}
	clearInterval(watchdog);
	checkGrowth(soak, found.slice(2));
}

/** Ends the process where a worker does not go on. */
function watch(workers: readonly Worker[]): void {
	const stuck = workers.filter((worker) => worker.stuckFor > patience);
	if (stuck.length === 0) return;
	for (const worker of stuck) {
		console.log(`WRONG: stuck for ${Math.round(worker.stuckFor / 1000)} s: ${worker.doing}`);
	}
	console.log(JSON.stringify(stuck[0]?.soak.options.loop.statistics()));
	process.exit(1);
}

/** Has garbage collected while everything is under way. */
async function collectNowAndThen(soak: Soak, until: number): Promise<void> {
	while (globalThis.gc !== undefined && performance.now() < until) {
		globalThis.gc();
		soak.count("garbage collections");
		await setTimeout(Math.min(300, Math.max(0, until - performance.now())));
	}
}

function told(soak: Soak, { heap, resident, exact }: Census, left: number): string {
	const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
	const fds = Object.entries(exact).reduce(
		(sum, [name, n]) => sum + (name.startsWith("fd ") ? Number(n) : 0),
		0,
	);
	const rounds = [...soak.counts].reduce((sum, [name, n]) => sum + (name.startsWith("round: ") ? n : 0), 0);
	return `${Math.ceil(left / 1000)} s left: ${rounds} rounds, ${fds} descriptors, heap ${mib(heap)} MiB, resident ${mib(resident)} MiB, ${soak.faults.length} wrong`;
}

function checkGrowth(soak: Soak, found: readonly Census[]): void {
	if (found.length < 3) return;
	const heap = growth(found.map((census) => census.heap));
	const resident = growth(found.map((census) => census.resident));
	console.log(`growth: heap ${Math.round(heap / 1024)} KiB, resident ${Math.round(resident / 1024)} KiB`);
	if (globalThis.gc !== undefined && heap > heapMargin) soak.fault(`the heap grew by ${heap} bytes`);
	if (resident > residentMargin) soak.fault(`the process grew by ${resident} bytes`);
}
