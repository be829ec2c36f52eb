/** What a process holds while nothing is under way: what is more than before, and goes on growing, is a leak. */
import { readdirSync, readlinkSync } from "node:fs";
import { inFlight } from "../../src/files/backends/in-flight.js";
import { heldRequests } from "../../src/files/raw/held-requests.js";
import type { EventLoop } from "../../src/index.js";

/** What was found. */
export interface Census {
	/** What must be the same each time. */
	readonly exact: Readonly<Record<string, number | string>>;
	/** In bytes, after garbage collection where that can be had. */
	readonly heap: number;
	/** In bytes, of the whole process. */
	readonly resident: number;
}

/** Descriptors by their kinds; files by their paths. */
function descriptors(): Record<string, number> {
	const kinds: Record<string, number> = {};
	for (const fd of readdirSync("/proc/self/fd")) {
		try {
			const kind = readlinkSync(`/proc/self/fd/${fd}`).replace(/:\[\d+\]$/, "");
			// The listing itself.
			if (!/^\/proc\/\d+\/fd$/.test(kind)) kinds[`fd ${kind}`] = (kinds[`fd ${kind}`] ?? 0) + 1;
		} catch {
			// Closed since it was listed.
		}
	}
	return kinds;
}

const settle = async (): Promise<void> => {
	for (let i = 0; i < 6; i += 1) {
		globalThis.gc?.();
		await new Promise((resolve) => setTimeout(resolve, 15));
	}
};

/** Counts, once nothing is under way. */
export async function takeCensus(loop: EventLoop): Promise<Census> {
	await settle();
	const { ready, timers, watched } = loop.statistics();
	const resources: Record<string, number> = {};
	for (const kind of process.getActiveResourcesInfo()) {
		// Node's own timers, this one's and the watchdog's.
		if (kind !== "Timeout") resources[`resource ${kind}`] = (resources[`resource ${kind}`] ?? 0) + 1;
	}
	const listeners = process
		.eventNames()
		.map((name) => `${String(name)} ${process.listenerCount(name)}`)
		.sort()
		.join(", ");
	const { heapUsed, external, rss } = process.memoryUsage();
	return {
		exact: {
			...descriptors(),
			...resources,
			ready,
			timers,
			watched,
			"operations on files": inFlight.size,
			"raw objects": heldRequests.size,
			listeners,
		},
		heap: heapUsed + external,
		resident: rss,
	};
}

/** What is otherwise than it was. */
export function changes(before: Census, after: Census): string[] {
	const names = new Set([...Object.keys(before.exact), ...Object.keys(after.exact)]);
	return [...names]
		.filter((name) => (before.exact[name] ?? 0) !== (after.exact[name] ?? 0))
		.map((name) => `${name}: ${before.exact[name] ?? 0} before, ${after.exact[name] ?? 0} after`);
}

const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** How much the last third has more than the first, by their medians: one outlier says nothing. */
export function growth(values: readonly number[]): number {
	const third = Math.max(1, Math.floor(values.length / 3));
	return median(values.slice(-third)) - median(values.slice(0, third));
}
