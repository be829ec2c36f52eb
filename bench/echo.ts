/**
 * Echo ping-pong: what does a message cost the server, in CPU time, beside a C epoll server doing the same job?
 *
 * Every server is started afresh for every measurement; the rounds go through all servers, so that a drift of the machine
 * hits all alike, each round in another order. Nothing here asserts a time: a wrong echo or a server that does not start is
 * an error, a slow one is a figure.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chooseEchoServers, type EchoServer, findEchoServers, parseEchoServer } from "./echo/echo-server.js";
import { formatLoad, type Load, measure, type Sample, type Timing } from "./echo/measure.js";
import { type Cell, formatReport } from "./echo/report.js";
import { formatFacts, machineFacts } from "./harness/machine-facts.js";
import { numberList, oneNumber } from "./harness/parse-numbers.js";
import { canPin } from "./harness/pin.js";

/** What the benchmark's options are, for the list that run.ts prints. */
export const echoUsage = `[--connections 1,100,1000] [--sizes 64,16384] [--rate 0] [--seconds 3] [--warmup 1]
       [--rounds 3] [--servers NAME,…] [--server NAME=COMMAND]… [--node PATH]… [--json FILE]
       --rate: messages a second over all connections, 0 for as fast as it goes; --rate 0,80000 measures both`;

interface Plan {
	readonly servers: readonly EchoServer[];
	readonly loads: readonly Load[];
	readonly rounds: number;
	readonly timing: Timing;
	readonly json: string | undefined;
}

/**
 * Runs the benchmark and prints its tables.
 *
 * @param args the command line after the benchmark's name.
 */
export async function echo(args: string[]): Promise<void> {
	const plan = makePlan(args);
	const facts = machineFacts();
	console.log(formatFacts(facts));
	console.log(canPin ? "server on core 0, load on core 1\n" : "nothing is pinned to a core\n");
	const cells: Cell[] = [];
	for (const load of plan.loads) cells.push(...(await runLoadOverServers(load, plan)));
	console.log(formatReport(cells));
	if (plan.json !== undefined) {
		const results = cells.map(({ server, load, samples }) => ({ server: server.label, ...load, samples }));
		writeFileSync(plan.json, `${JSON.stringify({ facts, ...plan.timing, results }, undefined, "\t")}\n`);
	}
}

function makePlan(args: string[]): Plan {
	const { values } = parseArgs({
		args,
		options: {
			connections: { type: "string", default: "1,100,1000" },
			sizes: { type: "string", default: "64,16384" },
			rate: { type: "string", default: "0" },
			seconds: { type: "string", default: "3" },
			warmup: { type: "string", default: "1" },
			rounds: { type: "string", default: "3" },
			servers: { type: "string" },
			server: { type: "string", multiple: true, default: [] },
			node: { type: "string", multiple: true, default: [] },
			json: { type: "string" },
		},
	});
	const loads = numberList("rate", values.rate, 0).flatMap((rate) =>
		numberList("sizes", values.sizes, 1).flatMap((size) =>
			numberList("connections", values.connections, 1).map((connections) => ({ connections, size, rate })),
		),
	);
	const found = chooseEchoServers(findEchoServers(values.node), values.servers?.split(","));
	return {
		servers: [...found, ...values.server.map(parseEchoServer)],
		loads,
		rounds: oneNumber("rounds", values.rounds, 1),
		timing: {
			seconds: oneNumber("seconds", values.seconds, 0.01),
			warmup: oneNumber("warmup", values.warmup, 0),
		},
		json: values.json,
	};
}

async function runLoadOverServers(load: Load, { servers, rounds, timing }: Plan): Promise<Cell[]> {
	const cells = servers.map((server) => ({ server, load, samples: [] as Sample[] }));
	for (let round = 0; round < rounds; round++) {
		// Another one goes first each time: what a server inherits from its predecessor falls on all in turn.
		const order = [...cells.slice(round % cells.length), ...cells.slice(0, round % cells.length)];
		for (const { server, samples } of order) {
			process.stderr.write(`${formatLoad(load)}, round ${round + 1} of ${rounds}: ${server.label}\n`);
			samples.push(await measure(server, load, timing));
		}
	}
	return cells;
}
