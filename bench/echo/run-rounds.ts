/**
 * Takes all samples of one load.
 *
 * A round starts every server afresh, warms it up, and then goes through all servers in slices of a fraction of a second:
 * the machine's drift (other work, the host's other guests) is slower than that and so falls on all servers alike.
 */
import { BenchError } from "../harness/bench-error.js";
import type { EchoServer } from "./echo-server.js";
import { formatLoad, type Load, measure, type Sample } from "./measure.js";
import { type ServerProcess, startServer } from "./server-process.js";

/** How often and for how long, in seconds. */
export interface Timing {
	readonly rounds: number;
	/** Into how many slices a round's time is cut. */
	readonly slices: number;
	/** Measured in each round, for each server, in all its slices together. */
	readonly seconds: number;
	/** For each server of a round, before the first slice. */
	readonly warmup: number;
}

/** The samples of one server under one load, in the order of the slices of all rounds. */
export interface Cell {
	readonly server: EchoServer;
	readonly load: Load;
	readonly samples: readonly Sample[];
}

/** What each slice leaves uncounted: the connections are new, the core's caches another server's. */
const settling = 0.1;

/**
 * Runs all rounds.
 *
 * @param servers the servers.
 * @param load the load.
 * @param timing how often and how long.
 * @returns one cell for each server.
 * @throws BenchError where a server does not start or a measurement fails.
 */
export async function runRounds(servers: readonly EchoServer[], load: Load, timing: Timing): Promise<Cell[]> {
	const cells = servers.map((server) => ({ server, load, samples: [] as Sample[] }));
	for (let round = 0; round < timing.rounds; round++) {
		const running = new Map<EchoServer, ServerProcess>();
		try {
			for (const server of servers) {
				process.stderr.write(
					`${formatLoad(load)}, round ${round + 1} of ${timing.rounds}: ${server.label}\n`,
				);
				const listening = await startServer(server, load.connections);
				running.set(server, listening);
				if (timing.warmup > 0) await attempt(server, load, () => measure(listening, load, timing.warmup, 0));
			}
			await runSlices(cells, running, timing);
		} finally {
			for (const [server, listening] of running) {
				const complaints = await listening.stop();
				if (complaints !== "")
					process.stderr.write(`${server.label} wrote to standard error:\n${complaints}\n`);
			}
		}
	}
	return cells;
}

interface GrowingCell extends Cell {
	readonly samples: Sample[];
}

async function runSlices(
	cells: readonly GrowingCell[],
	running: ReadonlyMap<EchoServer, ServerProcess>,
	{ slices, seconds }: Timing,
): Promise<void> {
	for (let slice = 0; slice < slices; slice++) {
		// Another one goes first each time: what a server inherits from its predecessor falls on all in turn.
		const first = slice % cells.length;
		for (const { server, load, samples } of [...cells.slice(first), ...cells.slice(0, first)]) {
			const listening = running.get(server);
			if (listening === undefined) continue;
			samples.push(await attempt(server, load, () => measure(listening, load, seconds / slices, settling)));
		}
	}
}

async function attempt<T>(server: EchoServer, load: Load, action: () => Promise<T>): Promise<T> {
	try {
		return await action();
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new BenchError(`${server.label}, ${formatLoad(load)}: ${reason}`);
	}
}
