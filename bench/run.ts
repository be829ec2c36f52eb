/** `npm run bench -- NAME [options]`: runs one benchmark, or lists them. */
import { bulk, bulkUsage } from "./bulk.js";
import { callSoon, callSoonUsage } from "./callsoon.js";
import { churn, churnUsage } from "./churn.js";
import { copy, copyUsage } from "./copy.js";
import { datagrams, datagramsUsage } from "./datagrams.js";
import { echo, echoUsage } from "./echo.js";
import { files, filesUsage } from "./files.js";
import { BenchError } from "./harness/bench-error.js";
import { idle, idleUsage } from "./idle.js";
import { tasks, tasksUsage } from "./tasks.js";
import { timers, timersUsage } from "./timers.js";

interface Benchmark {
	readonly run: (args: string[]) => Promise<void>;
	readonly usage: string;
}

const benchmarks: Readonly<Record<string, Benchmark>> = {
	churn: { run: churn, usage: churnUsage },
	echo: { run: echo, usage: echoUsage },
	bulk: { run: bulk, usage: bulkUsage },
	files: { run: files, usage: filesUsage },
	copy: { run: copy, usage: copyUsage },
	datagrams: { run: datagrams, usage: datagramsUsage },
	callsoon: { run: callSoon, usage: callSoonUsage },
	idle: { run: idle, usage: idleUsage },
	tasks: { run: tasks, usage: tasksUsage },
	timers: { run: timers, usage: timersUsage },
};

function isWrongOption(error: unknown): error is Error {
	return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
}

async function main([name = "", ...args]: string[]): Promise<void> {
	const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
	if (benchmark === undefined) {
		console.log("usage: npm run bench -- NAME [options]\n");
		for (const [known, { usage }] of Object.entries(benchmarks)) console.log(`  ${known} ${usage}`);
		if (name !== "") throw new BenchError(`There is no benchmark '${name}'`);
		return;
	}
	await benchmark.run(args);
}

// An interrupted benchmark takes its servers with it: they are ended as this process exits, which a signal alone does not do.
for (const [signal, status] of [
	["SIGINT", 130],
	["SIGTERM", 143],
] as const) {
	process.once(signal, () => process.exit(status));
}

try {
	await main(process.argv.slice(2));
} catch (error) {
	const expected = error instanceof BenchError || isWrongOption(error);
	console.error(expected ? error.message : error);
	process.exitCode = 1;
}
