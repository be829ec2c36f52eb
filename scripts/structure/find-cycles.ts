/** Finds circles in a graph of imports. */

/**
 * Finds the import circles: each group of files that can all reach each other, named by one shortest way round.
 *
 * @param graph the files that each file imports.
 * @returns one circle for each group, its first file repeated at the end.
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
	const seen = new Set<string>();
	const cycles: string[][] = [];
	for (const start of graph.keys()) {
		if (seen.has(start)) continue;
		const cycle = wayRound(graph, start);
		if (cycle === undefined) continue;
		for (const file of cycle) seen.add(file);
		cycles.push(cycle);
	}
	return cycles;
}

function wayRound(graph: ReadonlyMap<string, readonly string[]>, start: string): string[] | undefined {
	const cameFrom = new Map<string, string>();
	const queue = [start];
	for (const file of queue) {
		for (const next of graph.get(file) ?? []) {
			if (next === start) {
				const way = [start];
				for (let at = file; at !== start; at = cameFrom.get(at) ?? start) way.unshift(at);
				return [start, ...way];
			}
			if (cameFrom.has(next)) continue;
			cameFrom.set(next, file);
			queue.push(next);
		}
	}
	return undefined;
}
