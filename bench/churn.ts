/**
 * Connections opened and closed: what does one cost the server, in CPU time?
 *
 * Each connection sends one message, hears its echo and is closed by the client.
 */
import { execFile } from "node:child_process";
import { parseArgs } from "node:util";
import { chooseEchoServers, type EchoServer, findEchoServers } from "./echo/echo-server.js";
import { type ServerProcess, startServer } from "./echo/server-process.js";
import { BenchError } from "./harness/bench-error.js";
import { compileC } from "./harness/compile-c.js";
import { formatTable } from "./harness/format-table.js";
import { formatFacts, machineFacts } from "./harness/machine-facts.js";
import { median } from "./harness/median.js";
import { oneNumber } from "./harness/parse-numbers.js";
import { pin } from "./harness/pin.js";

/** What the benchmark's options are, for the list that run.ts prints. */
export const churnUsage = "[--connections 2000] [--slices 10] [--servers NAME,…] [--node PATH]…";

/** What one slice said. */
interface Sample {
	readonly connections: number;
	readonly seconds: number;
	readonly serverCpu: number;
}

/**
 * Runs the benchmark and prints its table.
 *
 * @param args the command line after the benchmark's name.
 */
export async function churn(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: {
			connections: { type: "string", default: "2000" },
			slices: { type: "string", default: "10" },
			servers: { type: "string" },
			node: { type: "string", multiple: true, default: [] },
		},
	});
	const connections = oneNumber("connections", values.connections, 1);
	const slices = oneNumber("slices", values.slices, 1);
	const servers = chooseEchoServers(findEchoServers(values.node), values.servers?.split(","));
	console.log(`${formatFacts(machineFacts())}\n`);
	const samples = new Map<EchoServer, Sample[]>(servers.map((server) => [server, []]));
	const running = new Map<EchoServer, ServerProcess>();
	try {
		for (const server of servers) {
			const listening = await startServer(server, 100);
			running.set(server, listening);
			await run(listening, connections);
		}
		for (let slice = 0; slice < slices; slice += 1) {
			for (const [server, listening] of running) {
				samples.get(server)?.push(await run(listening, connections));
			}
		}
	} finally {
		for (const listening of running.values()) await listening.stop();
	}
	console.log("A connection opened, used once and closed: CPU µs of the server, and connections a second\n");
	console.log(formatTable([["", "CPU µs", "over C's", "a second"], ...rows(servers, samples)]));
}

function rows(
	servers: readonly EchoServer[],
	samples: ReadonlyMap<EchoServer, readonly Sample[]>,
): string[][] {
	const cost = ({ serverCpu, connections }: Sample) => (serverCpu * 1e6) / connections;
	const [yardstick] = servers;
	const base = (yardstick && samples.get(yardstick)) ?? [];
	return servers.map((server) => {
		const own = samples.get(server) ?? [];
		const ratios = own.flatMap((sample, slice) => {
			const beside = base[slice];
			return beside === undefined ? [] : cost(sample) / cost(beside);
		});
		return [
			server.label,
			median(own.map(cost)).toFixed(1),
			median(ratios).toFixed(2),
			Math.round(median(own.map((sample) => sample.connections / sample.seconds))).toLocaleString("en"),
		];
	});
}

function run(server: ServerProcess, connections: number): Promise<Sample> {
	const command = pin(1, [
		compileC("churn/churn.c"),
		String(server.port),
		String(connections),
		String(server.pid),
	]);
	const [program = "", ...rest] = command;
	return new Promise((resolve, reject) => {
		execFile(program, rest, { timeout: 60_000 }, (error, stdout, stderr) => {
			if (error) reject(new BenchError(stderr.trim() || error.message));
			else resolve(JSON.parse(stdout) as Sample);
		});
	});
}
