/**
 * Idle connections: how much memory does one of them take in the server?
 *
 * Each has echoed one message and then says nothing. Node's servers collect their garbage before they are measured.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chooseEchoServers, type EchoServer, findEchoServers } from "./echo/echo-server.js";
import { type ServerProcess, startServer, withDescriptors } from "./echo/server-process.js";
import { BenchError } from "./harness/bench-error.js";
import { formatTable } from "./harness/format-table.js";
import { formatFacts, machineFacts } from "./harness/machine-facts.js";
import { median } from "./harness/median.js";
import { numberList, oneNumber } from "./harness/parse-numbers.js";
import { compiled } from "./harness/paths.js";

/** What the benchmark's options are, for the list that run.ts prints. */
export const idleUsage = "[--connections 10000] [--rounds 3] [--servers NAME,…] [--node PATH]…";

/** Bytes a connection: all of the process's memory, and what JavaScript's heap and its buffers have of it. */
interface Cost {
	readonly resident: number;
	readonly heap: number | undefined;
}

/**
 * Runs the benchmark and prints its table.
 *
 * @param args the command line after the benchmark's name.
 */
export async function idle(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: {
			connections: { type: "string", default: "10000" },
			rounds: { type: "string", default: "3" },
			servers: { type: "string" },
			node: { type: "string", multiple: true, default: [] },
		},
	});
	const counts = numberList("connections", values.connections, 1);
	const rounds = oneNumber("rounds", values.rounds, 1);
	const servers = chooseEchoServers(findEchoServers(values.node), values.servers?.split(","));
	console.log(`${formatFacts(machineFacts())}\n`);
	const rows: string[][] = [];
	for (const server of servers) {
		const row = [server.label];
		for (const count of counts) {
			const costs: Cost[] = [];
			for (let round = 0; round < rounds; round += 1) costs.push(await measure(collecting(server), count));
			row.push(format(costs.map(({ resident }) => resident)));
			row.push(format(costs.flatMap(({ heap }) => heap ?? [])));
		}
		rows.push(row);
	}
	const heads = counts.flatMap((count) => [`${count} connections`, "of it heap and buffers"]);
	console.log(`Bytes for each idle connection, resident memory of the server\n`);
	console.log(formatTable([["", ...heads], ...rows]));
}

function format(bytes: readonly number[]): string {
	return bytes.length === 0 ? "" : Math.round(median(bytes)).toLocaleString("en");
}

/** The same server, able to collect its garbage when it is told to. */
function collecting(server: EchoServer): EchoServer {
	const [program = "", ...rest] = server.command;
	if (!server.command.some((part) => part.startsWith(`${compiled}echo/servers/`))) return server;
	if (server.name === "bun-listen") return server;
	// A loop that blocks its thread hears of no signal.
	if (server.env?.ECHO_BLOCKS !== undefined) return server;
	return {
		...server,
		command: [program, "--expose-gc", "--import", `${compiled}idle/gc-on-signal.js`, ...rest],
	};
}

async function measure(server: EchoServer, count: number): Promise<Cost> {
	const process = await startServer(server, count);
	try {
		// What is made once and kept is there before it counts.
		await hold(process, 100, async () => {});
		const before = await read(process);
		return await hold(process, count, async () => {
			const after = await read(process);
			return {
				resident: (after.resident - before.resident) / count,
				heap:
					after.heap === undefined || before.heap === undefined
						? undefined
						: (after.heap - before.heap) / count,
			};
		});
	} finally {
		await process.stop();
	}
}

/** Holds connections while something is done. */
async function hold<T>(server: ServerProcess, count: number, action: () => Promise<T>): Promise<T> {
	const command = [process.execPath, `${compiled}idle/hold.js`, String(server.port), String(count)];
	const [program = "", ...args] = withDescriptors(count, command);
	const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
	const ended = new Promise((resolve) => child.once("close", resolve));
	try {
		await line(child, /^HELD$/m);
		return await action();
	} finally {
		child.stdin.end();
		await ended;
	}
}

/** Waits for a line of a program's output. */
function line(child: ChildProcess, pattern: RegExp): Promise<void> {
	return new Promise((resolve, reject) => {
		let said = "";
		child.stdout?.setEncoding("utf8").on("data", (text: string) => {
			said += text;
			if (pattern.test(said)) resolve();
		});
		child.once("close", () => reject(new BenchError("The connections could not be held")));
	});
}

async function read(server: ServerProcess): Promise<{ resident: number; heap: number | undefined }> {
	const heap = await server.collect();
	const status = readFileSync(`/proc/${server.pid}/status`, "latin1");
	const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
	return { resident: Number(kilobytes) * 1024, heap };
}
