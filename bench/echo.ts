/**
 * Echo ping-pong: what does a message cost the server, in CPU time, beside a C epoll server doing the same job?
 *
 * Nothing here asserts a time: a wrong echo or a server that does not start is an error, a slow one is a figure.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chooseEchoServers, type EchoServer, findEchoServers, parseEchoServer } from "./echo/echo-server.js";
import type { Load } from "./echo/measure.js";
import { formatReport } from "./echo/report.js";
import { type Cell, runRounds, type Timing } from "./echo/run-rounds.js";
import { formatFacts, machineFacts } from "./harness/machine-facts.js";
import { numberList, oneNumber } from "./harness/parse-numbers.js";
import { canPin } from "./harness/pin.js";

/** What the benchmark's options are, for the list that run.ts prints. */
export const echoUsage = `[--connections 1,100,1000] [--sizes 64,16384] [--rate 0] [--seconds 3] [--warmup 1]
       [--rounds 3] [--slices 10] [--spin] [--servers NAME,…] [--server NAME=COMMAND]… [--node PATH]… [--json FILE]
       --rate: messages a second over all connections, 0 for as fast as it goes; --rate 0,80000 measures both
       --spin: clients that never sleep, so that waking them is not in the server's figures`;

interface Plan {
	readonly servers: readonly EchoServer[];
	readonly loads: readonly Load[];
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
	for (const load of plan.loads) cells.push(...(await runRounds(plan.servers, load, plan.timing)));
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
			slices: { type: "string", default: "10" },
			spin: { type: "boolean", default: false },
			servers: { type: "string" },
			server: { type: "string", multiple: true, default: [] },
			node: { type: "string", multiple: true, default: [] },
			json: { type: "string" },
		},
	});
	const loads = numberList("rate", values.rate, 0).flatMap((rate) =>
		numberList("sizes", values.sizes, 1).flatMap((size) =>
			numberList("connections", values.connections, 1).map((connections) => ({
				connections,
				size,
				rate,
				spin: values.spin ? 1 : 0,
			})),
		),
	);
	const found = chooseEchoServers(findEchoServers(values.node), values.servers?.split(","));
	return {
		servers: [...found, ...values.server.map(parseEchoServer)],
		loads,
		timing: {
			rounds: oneNumber("rounds", values.rounds, 1),
			slices: oneNumber("slices", values.slices, 1),
			seconds: oneNumber("seconds", values.seconds, 0.01),
			warmup: oneNumber("warmup", values.warmup, 0),
		},
		json: values.json,
	};
}
