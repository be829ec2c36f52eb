/** One row of the echo table: a program that takes a port as its last argument and prints `READY port`. */
import { existsSync } from "node:fs";
import { BenchError } from "../harness/bench-error.js";
import { compileC } from "../harness/compile-c.js";
import { compiled, sources } from "../harness/paths.js";
import { findBun, findNodes, findPython } from "../harness/runtimes.js";

/** A server to measure. */
export interface EchoServer {
	/** What --servers calls it. */
	readonly name: string;
	/** What the table calls it: the name, and the version of what runs it. */
	readonly label: string;
	/** The program and its arguments; the port is put after them. */
	readonly command: readonly string[];
	/** What is added to its environment. */
	readonly env?: Readonly<Record<string, string>>;
}

const pythonServers = ["protocol", "streams", "sock"] as const;
const nodeServers = [
	"evloop-sock",
	"evloop-callbacks",
	"evloop-protocol",
	"evloop-buffered",
	"evloop-streams",
	"evloop-generators",
	"evloop-stream-generators",
	"node-net",
	"node-net-await",
] as const;

/** Ways to run some of ours that are measured besides. */
const variants = [
	{
		suffix: "proactor",
		label: " on io_uring",
		env: { EVLOOP_LOOP: "proactor" },
		names: ["evloop-sock", "evloop-protocol", "evloop-streams"],
	},
	{
		// A loop that waits by itself: for what needs no promises.
		suffix: "blocking",
		label: ", blocking",
		env: { ECHO_BLOCKS: "1" },
		names: [
			"evloop-callbacks",
			"evloop-protocol",
			"evloop-buffered",
			"evloop-generators",
			"evloop-stream-generators",
		],
	},
] as const;

/**
 * Finds all servers that this machine can run. The C server, by which the others are measured, is the first.
 *
 * @param nodePaths the Nodes to run Node's servers with.
 * @returns the servers.
 */
export function findEchoServers(nodePaths: readonly string[]): EchoServer[] {
	const servers: EchoServer[] = [
		{ name: "c-epoll", label: "C, epoll", command: [compileC("echo/epoll-server.c")] },
	];
	for (const node of findNodes(nodePaths)) {
		for (const name of nodeServers) {
			servers.push({
				name,
				label: `${name}, ${node.version}`,
				command: [node.path, `${compiled}echo/servers/${name}.js`],
			});
		}
		for (const { suffix, label, env, names } of variants) {
			for (const name of names) {
				servers.push({
					name: `${name}-${suffix}`,
					label: `${name}${label}, ${node.version}`,
					command: [node.path, `${compiled}echo/servers/${name}.js`],
					env,
				});
			}
		}
	}
	const bun = findBun();
	if (bun !== undefined) {
		const command = [bun.path, `${compiled}echo/servers/bun-listen.js`];
		servers.push({ name: "bun-listen", label: `Bun.listen, ${bun.version}`, command });
	}
	return [...servers, ...findPythonServers()];
}

function findPythonServers(): EchoServer[] {
	const python = findPython();
	if (python === undefined) return [];
	const loops = [{ loop: "asyncio", version: python.version }];
	if (python.uvloop !== undefined) loops.push({ loop: "uvloop", version: `uvloop ${python.uvloop}` });
	return loops.flatMap(({ loop, version }) =>
		pythonServers.map((kind) => ({
			name: `${loop}-${kind}`,
			label: `${loop} ${kind}, ${version}`,
			command: [
				python.path,
				`${sources}echo/servers/asyncio_${kind}.py`,
				...(loop === "uvloop" ? [loop] : []),
			],
		})),
	);
}

/**
 * Keeps the servers that were asked for; the C server always.
 *
 * @param servers all that were found.
 * @param names their names; undefined keeps all.
 * @returns the servers to run.
 */
export function chooseEchoServers(
	servers: readonly EchoServer[],
	names: readonly string[] | undefined,
): EchoServer[] {
	for (const name of names ?? []) {
		if (!servers.some((server) => server.name === name)) {
			const known = [...new Set(servers.map((server) => server.name))].join(", ");
			throw new BenchError(`--servers: this machine has no '${name}', only ${known}`);
		}
	}
	const chosen = servers.filter(
		(server, index) => index === 0 || (names ?? [server.name]).includes(server.name),
	);
	for (const { command } of chosen) {
		const program = command.find((part) => part.startsWith(compiled));
		if (program !== undefined && !existsSync(program))
			throw new BenchError(`Cannot find ${program}: build first`);
	}
	return chosen;
}

/**
 * Reads `NAME=PROGRAM ARGUMENTS…`, a server from outside.
 *
 * @param text the option.
 * @returns the server.
 */
export function parseEchoServer(text: string): EchoServer {
	const [, name, command] = /^([^=\s]+)=(\S.*)$/.exec(text) ?? [];
	if (name === undefined || command === undefined) {
		throw new BenchError(`--server takes NAME=COMMAND, not '${text}'`);
	}
	return { name, label: name, command: command.trim().split(/\s+/) };
}
