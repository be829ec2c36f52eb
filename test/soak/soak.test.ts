/** The soak, for as long as a test may take: `npm run soak -- --minutes 10` goes on for longer. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { canUseProactor } from "../../src/index.js";
import { skip } from "../helpers/skip.js";

const program = fileURLToPath(new URL("main.js", import.meta.url));

async function soak(t: ExecutionContext, ...args: readonly string[]): Promise<void> {
	const child = spawn(process.execPath, ["--expose-gc", program, ...args], {
		env: { ...process.env, NODE_OPTIONS: "" },
		stdio: ["ignore", "pipe", "pipe"],
	});
	t.teardown(() => child.kill("SIGKILL"));
	const lines: string[] = [];
	const errors: string[] = [];
	child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
	for await (const line of createInterface(child.stdout)) {
		lines.push(line);
		// It says every five seconds how it is going; a hang it finds itself within twenty.
		t.timeout(40_000, line);
	}
	const [status, signal] = (await (child.exitCode === null && child.signalCode === null
		? once(child, "close")
		: [child.exitCode, child.signalCode])) as [number | null, string | null];
	for (const line of lines) if (/^SKIP|^seed|left: /.test(line)) t.log(line);
	t.is(signal ?? status, 0, [...lines, ...errors].join("\n"));
	t.regex(lines.at(-1) ?? "", /^seed \d+: nothing wrong$/);
}

test.serial(
	"a minute of everything at random, on the proactor: every byte is right, and nothing is left behind",
	async (t) => {
		if (process.platform !== "linux") return skip(t, "/proc/self/fd", "Linux only");
		const { usable, reason } = canUseProactor();
		if (!usable) return skip(t, "the proactor", String(reason));
		await soak(t, "--minutes", "0.7", "--loop", "proactor");
	},
);

test.serial("the same on the selector loop, for as long as is left of the minute", async (t) => {
	if (process.platform !== "linux") return skip(t, "/proc/self/fd", "Linux only");
	await soak(t, "--minutes", canUseProactor().usable ? "0.3" : "1", "--loop", "selector");
});
