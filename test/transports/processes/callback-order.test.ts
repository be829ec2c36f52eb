/** The order of callbacks, as CPython has it: `recorded/record.py` has written the traces. */
import { readFileSync } from "node:fs";
import test from "ava";
import { close, openPipe, syscall, write } from "../../../src/ffi/index.js";
import {
	type EventLoop,
	PIPE,
	STDOUT,
	SubprocessProtocol,
	type SubprocessShellOptions,
	type SubprocessTransport,
	type WriteTransport,
} from "../../../src/index.js";
import { eventually } from "../../helpers/eventually.js";
import { newLoop } from "../../helpers/new-loop.js";

const file = new URL("../../../../test/transports/processes/recorded/traces.json", import.meta.url);
const { scenarios: traces } = JSON.parse(readFileSync(file, "utf8")) as {
	scenarios: Record<string, string[]>;
};

const nameOf = (exc: unknown) => (exc === undefined ? "None" : (exc as Error).name);

class Log extends SubprocessProtocol {
	readonly lines: string[] = [];
	transport: SubprocessTransport | undefined;

	override connectionMade(transport: SubprocessTransport): void {
		this.transport = transport;
		this.lines.push("made");
	}

	override pipeDataReceived(fd: number, data: Buffer): void {
		this.lines.push(`data ${fd} ${data.toString().trim()}`);
	}

	override pipeConnectionLost(fd: number, exc: unknown): void {
		this.lines.push(`lost ${fd} ${nameOf(exc)}`);
	}

	override processExited(): void {
		this.lines.push(`exited ${this.transport?.getReturncode()}`);
	}

	override connectionLost(exc: unknown): void {
		this.lines.push(`over ${nameOf(exc)}`);
	}

	until(line: string): Promise<void> {
		return eventually(line, () => this.lines.includes(line));
	}
}

/** Starts a command; the last member writes to it. */
async function start(loop: EventLoop, command: string, options: SubprocessShellOptions = {}) {
	const own = { stdin: null, stdout: null, stderr: null };
	const [transport, log] = await loop.subprocessShell(() => new Log(), command, { ...own, ...options });
	return { transport, log, stdin: transport.getPipeTransport(0) as WriteTransport };
}

const scenarios: Readonly<Record<string, (loop: EventLoop) => Promise<string[]>>> = {
	async output_end_and_exit(loop) {
		const command = "read x; echo out; exec >&-; read x; exit 3";
		const { log, stdin } = await start(loop, command, { stdin: PIPE, stdout: PIPE });
		stdin.write("go\n");
		await log.until("lost 1 None");
		stdin.write("go\n");
		stdin.writeEof();
		await log.until("over None");
		return log.lines;
	},

	async both_outputs(loop) {
		const command = "read x; echo err >&2; exec 2>&-; read x; echo out; exec >&-; read x; exit 0";
		const { log, stdin } = await start(loop, command, { stdin: PIPE, stdout: PIPE, stderr: PIPE });
		stdin.write("go\n");
		await log.until("lost 2 None");
		stdin.write("go\n");
		await log.until("lost 1 None");
		stdin.writeEof();
		await log.until("over None");
		return log.lines;
	},

	async exit_before_the_pipe_ends(loop) {
		const ends = new Int32Array(2);
		syscall("pipe", openPipe(ends));
		const [reader = -1, writer = -1] = ends;
		const { log } = await start(loop, `cat /dev/fd/${reader} & exit 0`, { stdout: PIPE, passFds: [reader] });
		close(reader);
		await log.until("exited 0");
		write(writer, Buffer.from("late\n"), 5);
		await log.until("data 1 late");
		close(writer);
		await log.until("over None");
		return log.lines;
	},

	async nothing_piped(loop) {
		const { log } = await start(loop, "exit 7");
		await log.until("over None");
		return log.lines;
	},

	async closed_by_us(loop) {
		const { transport, log } = await start(loop, "read x; read x", {
			stdin: PIPE,
			stdout: PIPE,
			stderr: STDOUT,
		});
		transport.close();
		log.lines.push(`closing ${transport.isClosing() ? "True" : "False"}`);
		await log.until("over None");
		return log.lines;
	},

	async stdin_is_not_read(loop) {
		const command = "read x; exec <&-; echo closed; read x < /dev/null; exit 0";
		const { log, stdin } = await start(loop, command, { stdin: PIPE, stdout: PIPE });
		stdin.write(`go\n${"x".repeat(1_000_000)}`);
		await log.until("over None");
		return log.lines.filter((line) => /^(made|lost 0|over)/.test(line));
	},
};

test("SubprocessProtocol: each recorded scenario is compared", (t) => {
	t.deepEqual(Object.keys(scenarios).sort(), Object.keys(traces).sort());
});

for (const [name, scenario] of Object.entries(scenarios)) {
	test(`SubprocessProtocol: the order of callbacks is CPython's: ${name}`, async (t) => {
		t.deepEqual(await scenario(newLoop(t)), traces[name]);
	});
}
