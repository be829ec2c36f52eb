/** Runs one echo server, pinned to core 0 and with as many descriptors as it may need. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { BenchError } from "../harness/bench-error.js";
import { pin } from "../harness/pin.js";
import type { EchoServer } from "./echo-server.js";

const patience = 20_000;
/** How many descriptors more than connections a program may have. */
const spare = 2048;

/** Servers do not outlive the benchmark, however it ends. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
	for (const child of running) child.kill("SIGKILL");
});

/** A server that listens. */
export interface ServerProcess {
	readonly pid: number;
	readonly port: number;
	/** Has it collect its garbage; resolves with the bytes in use, or undefined where it cannot. */
	collect(): Promise<number | undefined>;
	/** Ends it; resolves with what it wrote to standard error. */
	stop(): Promise<string>;
}

/**
 * Puts a raised limit of open descriptors before a command: those of one slice may not be closed yet when those of the next
 * come. `exec` keeps the process id.
 *
 * @param connections how many connections there will be.
 * @param command the program and its arguments.
 * @returns the command to run.
 */
export function withDescriptors(connections: number, command: readonly string[]): string[] {
	return ["sh", "-c", 'ulimit -n "$1" && shift && exec "$@"', "sh", String(connections + spare), ...command];
}

/**
 * Starts a server and waits until it listens.
 *
 * @param server which one.
 * @param connections how many connections it must be able to hold.
 * @returns it, listening.
 */
export async function startServer(server: EchoServer, connections: number): Promise<ServerProcess> {
	const [program = "", ...args] = withDescriptors(connections, pin(0, [...server.command, "0"]));
	const env = { ...process.env, ...server.env };
	const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env });
	running.add(child);
	child.once("exit", () => running.delete(child));
	let complaints = "";
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		complaints += text;
	});
	const port = await listening(child);
	if (port === undefined || child.pid === undefined) {
		child.kill("SIGKILL");
		throw new BenchError(`${server.label} did not start:\n${complaints}`);
	}
	const stop = async (): Promise<string> => {
		await end(child);
		return complaints;
	};
	const { pid } = child;
	const collect = () => collected(child, server.command.includes("--expose-gc"));
	return { pid, port, collect, stop };
}

/** What a server says that was told to collect its garbage (idle/gc-on-signal.js). */
function collected(child: ChildProcess, able: boolean): Promise<number | undefined> {
	if (!able) return Promise.resolve(undefined);
	return new Promise((resolve) => {
		let said = "";
		const timer = setTimeout(resolve, patience, undefined);
		child.stdout?.on("data", function listen(text: string) {
			said += text;
			const used = /^USED (\d+)$/m.exec(said)?.[1];
			if (used === undefined) return;
			clearTimeout(timer);
			child.stdout?.off("data", listen);
			resolve(Number(used));
		});
		child.kill("SIGUSR2");
	});
}

/** The port of the READY line; undefined when the program ends, or says nothing for too long. */
function listening(child: ChildProcess): Promise<number | undefined> {
	return new Promise((resolve) => {
		let said = "";
		const timer = setTimeout(resolve, patience, undefined);
		const settle = (port: number | undefined): void => {
			clearTimeout(timer);
			resolve(port);
		};
		child.stdout?.setEncoding("utf8").on("data", (text: string) => {
			said += text;
			const port = /^READY (\d+)$/m.exec(said)?.[1];
			if (port !== undefined) settle(Number(port));
		});
		child.once("error", () => settle(undefined));
		// "close" comes after the last of standard error, which says why.
		child.once("close", () => settle(undefined));
	});
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, "close");
	child.kill("SIGTERM");
	const timer = setTimeout(() => child.kill("SIGKILL"), 1000);
	await ended;
	clearTimeout(timer);
}
