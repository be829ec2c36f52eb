/**
 * A benchmark whose contestants are programs that measure themselves: each takes a count as its last argument and prints
 * one line of JSON, an object of figures by name. Rounds are interleaved; a cell is the median over the rounds.
 */
import { execFile } from "node:child_process";
import { parseArgs, promisify } from "node:util";
import { BenchError } from "./bench-error.js";
import { formatTable } from "./format-table.js";
import { formatFacts, machineFacts } from "./machine-facts.js";
import { median } from "./median.js";
import { oneNumber } from "./parse-numbers.js";
import { compiled, sources } from "./paths.js";
import { pin } from "./pin.js";
import { findNodes, findPython } from "./runtimes.js";

/** What a benchmark of this kind is made of. */
export interface Contest {
	/** The folder of its programs. */
	readonly folder: string;
	/** Its programs for Node, by file name without the extension. */
	readonly programs: readonly string[];
	/** Its program for Python, by file name, where it has one. */
	readonly python?: string | undefined;
	/** How often each program does what it measures, unless --count says otherwise. */
	readonly count: number;
}

interface Contestant {
	readonly name: string;
	readonly label: string;
	readonly command: readonly string[];
}

type Figures = Readonly<Record<string, number>>;

const run = promisify(execFile);

/** The options of every contest, for the list that run.ts prints. */
export const contestUsage = "[--count N] [--rounds 3] [--only NAME,…] [--node PATH]…";

/**
 * Runs all contestants and prints their table.
 *
 * @param contest the benchmark.
 * @param args the command line after the benchmark's name.
 */
export async function runContest(contest: Contest, args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: {
			count: { type: "string", default: String(contest.count) },
			rounds: { type: "string", default: "3" },
			only: { type: "string" },
			node: { type: "string", multiple: true, default: [] },
		},
	});
	const rounds = oneNumber("rounds", values.rounds, 1);
	const count = Math.round(oneNumber("count", values.count, 1000));
	const contestants = choose(findContestants(contest, values.node), values.only?.split(","));
	const results = new Map(contestants.map((contestant) => [contestant, [] as Figures[]]));
	for (let round = 0; round < rounds; round++) {
		for (const [contestant, figures] of results) figures.push(await measure(contestant, count));
	}
	console.log(`${formatFacts(machineFacts())}\n${contest.folder}: ${count.toLocaleString("en")} of each\n`);
	console.log(formatResults(results));
}

function findContestants({ folder, programs, python }: Contest, nodePaths: readonly string[]): Contestant[] {
	const found: Contestant[] = findNodes(nodePaths).flatMap(({ path, version }) =>
		programs.map((name) => ({
			name,
			label: `${name}, ${version}`,
			command: [path, `${compiled}${folder}/${name}.js`],
		})),
	);
	const interpreter = findPython();
	if (interpreter === undefined || python === undefined) return found;
	const { path, version, uvloop } = interpreter;
	found.push({
		name: "asyncio",
		label: `asyncio, ${version}`,
		command: [path, `${sources}${folder}/${python}`, "asyncio"],
	});
	if (uvloop !== undefined) {
		const command = [path, `${sources}${folder}/${python}`, "uvloop"];
		found.push({ name: "uvloop", label: `uvloop ${uvloop}`, command });
	}
	return found;
}

function choose(
	contestants: readonly Contestant[],
	names: readonly string[] | undefined,
): readonly Contestant[] {
	if (names === undefined) return contestants;
	for (const name of names) {
		if (!contestants.some((contestant) => contestant.name === name)) {
			const known = [...new Set(contestants.map((contestant) => contestant.name))].join(", ");
			throw new BenchError(`--only: this machine has no '${name}', only ${known}`);
		}
	}
	return contestants.filter((contestant) => names.includes(contestant.name));
}

async function measure({ label, command }: Contestant, count: number): Promise<Figures> {
	process.stderr.write(`${label}\n`);
	const [program = "", ...args] = pin(0, [...command, String(count)]);
	try {
		const { stdout } = await run(program, args, { timeout: 300_000 });
		return JSON.parse(stdout) as Figures;
	} catch (error) {
		const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
		throw new BenchError(`${label}: ${error instanceof Error ? error.message : String(error)}\n${said}`);
	}
}

function formatResults(results: ReadonlyMap<Contestant, readonly Figures[]>): string {
	const columns = [...new Set([...results.values()].flat().flatMap((figures) => Object.keys(figures)))];
	const rows = [...results].map(([{ label }, figures]) => [
		label,
		...columns.map((column) => {
			const values = figures.flatMap((figure) => figure[column] ?? []);
			return values.length === 0 ? "" : formatFigure(median(values));
		}),
	]);
	return formatTable([["", ...columns], ...rows]);
}

function formatFigure(value: number): string {
	return value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
}
