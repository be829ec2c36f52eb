/** One measurement: one server, started afresh, under one load. */
import { execFile } from "node:child_process";
import { BenchError } from "../harness/bench-error.js";
import { compileC } from "../harness/compile-c.js";
import { pin } from "../harness/pin.js";
import type { EchoServer } from "./echo-server.js";
import { type ServerProcess, startServer, withDescriptors } from "./server-process.js";

/** The share of waiting up to which a sample is taken as undisturbed. */
export const calm = 0.05;

/** A load: one column of the tables. */
export interface Load {
	readonly connections: number;
	/** Bytes of a message. */
	readonly size: number;
	/** Messages a second over all connections; 0 for as fast as it goes. */
	readonly rate: number;
}

/** How long a measurement takes, in seconds. */
export interface Timing {
	readonly seconds: number;
	readonly warmup: number;
}

/** What came out: the line that load.c prints, and the server's CPU time for each message in microseconds. */
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
	readonly cpuPerMessage: number;
	/** The share of the time for which the server or the load stood ready while something else had its core. */
	readonly disturbed: number;
}

/**
 * Measures; once more, up to three times, where other work had the cores: a sample that stood waiting does not tell what
 * batches the server would have met. The least disturbed sample counts.
 *
 * @param server the server.
 * @param load the load.
 * @param timing how long.
 * @returns the sample.
 * @throws BenchError where the server does not start, a connection fails or an echo is not what was sent.
 */
export async function measure(server: EchoServer, load: Load, timing: Timing): Promise<Sample> {
	let best = await measureOnce(server, load, timing);
	for (let again = 0; again < 3 && best.disturbed > calm; again++) {
		const sample = await measureOnce(server, load, timing);
		if (sample.disturbed < best.disturbed) best = sample;
	}
	return best;
}

async function measureOnce(server: EchoServer, load: Load, timing: Timing): Promise<Sample> {
	const running = await startServer(server, load.connections);
	let sample: Sample;
	try {
		sample = await runLoad(running, load, timing);
	} catch (error) {
		const complaints = await running.stop();
		const reason = error instanceof Error ? error.message : String(error);
		throw new BenchError(`${server.label}, ${formatLoad(load)}: ${reason}\n${complaints}`);
	}
	const complaints = await running.stop();
	if (complaints !== "") process.stderr.write(`${server.label} wrote to standard error:\n${complaints}\n`);
	return sample;
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

function runLoad(server: ServerProcess, load: Load, timing: Timing): Promise<Sample> {
	const options = { port: server.port, pid: server.pid, ...load, ...timing };
	const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
	const command = withDescriptors(load.connections, pin(1, [compileC("echo/load.c"), ...args]));
	const [program = "", ...rest] = command;
	// A server that hangs makes load.c give up by itself; this bound is for a load.c that hangs.
	const timeout = (timing.seconds + timing.warmup + 30) * 1000;
	return new Promise((resolve, reject) => {
		execFile(program, rest, { timeout }, (error, stdout, stderr) => {
			if (error) {
				reject(new BenchError(stderr.trim() || error.message));
				return;
			}
			const said = JSON.parse(stdout) as Omit<Sample, "cpuPerMessage" | "disturbed">;
			const cpuPerMessage = (said.serverCpu * 1e6) / said.messages;
			resolve({ ...said, cpuPerMessage, disturbed: Math.max(said.serverWait, said.loadWait) / said.seconds });
		});
	});
}
