/** One measurement: one running server under one load, for a short while. */
import { execFile } from "node:child_process";
import { BenchError } from "../harness/bench-error.js";
import { compileC } from "../harness/compile-c.js";
import { pin } from "../harness/pin.js";
import { type ServerProcess, withDescriptors } from "./server-process.js";

/** A load: one column of the tables. */
export interface Load {
	readonly connections: number;
	/** Bytes of a message. */
	readonly size: number;
	/** Messages a second over all connections; 0 for as fast as it goes. */
	readonly rate: number;
	/** 1 for clients that never sleep, so that the server does not pay for waking them. */
	readonly spin: number;
}

/** What load.c says of a run, and what follows from it. */
export interface Sample {
	readonly messages: number;
	readonly seconds: number;
	readonly perSecond: number;
	/** Latency in microseconds. */
	readonly p50: number;
	readonly p99: number;
	/** CPU seconds in the measured time: the server's, and the load generator's own. */
	readonly serverCpu: number;
	readonly loadCpu: number;
	/** Seconds of the measured time for which each stood ready to run while something else had its core. */
	readonly serverWait: number;
	readonly loadWait: number;
	/** The server's CPU time for each message, in microseconds. */
	readonly cpuPerMessage: number;
	/** The share of the time for which the server or the load stood ready while something else had its core. */
	readonly disturbed: number;
}

/** The share of waiting up to which a sample is taken as undisturbed. */
export const calm = 0.08;

/**
 * Measures; once more where other work had the cores: a server that stood waiting met other batches than it would have.
 * The less disturbed sample counts.
 *
 * @param server the server, running.
 * @param load the load.
 * @param seconds how long.
 * @param warmup how long before that, in seconds.
 * @returns the sample.
 * @throws BenchError where a connection fails or an echo is not what was sent.
 */
export async function measure(
	server: ServerProcess,
	load: Load,
	seconds: number,
	warmup: number,
): Promise<Sample> {
	const first = await runLoad(server, load, seconds, warmup);
	if (first.disturbed <= calm) return first;
	const second = await runLoad(server, load, seconds, warmup);
	return second.disturbed < first.disturbed ? second : first;
}

/**
 * Names a load as a table's column.
 *
 * @param load the load.
 * @returns such as "100 × 64 B" or "100 × 16 KiB at 80,000/s".
 */
export function formatLoad({ connections, size, rate }: Load): string {
	const bytes = size >= 1024 && size % 1024 === 0 ? `${size / 1024} KiB` : `${size} B`;
	return `${connections} × ${bytes}${rate > 0 ? ` at ${rate.toLocaleString("en")}/s` : ""}`;
}

function runLoad(server: ServerProcess, load: Load, seconds: number, warmup: number): Promise<Sample> {
	const options = { port: server.port, pid: server.pid, ...load, seconds, warmup };
	const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
	const command = withDescriptors(load.connections, pin(1, [compileC("echo/load.c"), ...args]));
	const [program = "", ...rest] = command;
	// A server that hangs makes load.c give up by itself; this bound is for a load.c that hangs.
	const timeout = Math.ceil((seconds + warmup + 30) * 1000);
	return new Promise((resolve, reject) => {
		execFile(program, rest, { timeout }, (error, stdout, stderr) => {
			if (error) reject(new BenchError(stderr.trim() || error.message));
			else resolve(readSample(stdout));
		});
	});
}

function readSample(line: string): Sample {
	const said = JSON.parse(line) as Omit<Sample, "cpuPerMessage" | "disturbed">;
	return {
		...said,
		cpuPerMessage: (said.serverCpu * 1e6) / said.messages,
		disturbed: Math.max(said.serverWait, said.loadWait) / said.seconds,
	};
}
