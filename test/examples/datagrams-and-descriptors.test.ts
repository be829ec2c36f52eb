import test from "ava";
import { memfd } from "../../src/index.js";
import { made } from "../descriptors/helpers/makers.js";
import { hasCommand } from "../helpers/has-command.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { runExample, startExample } from "./helpers/example.js";
import { Program } from "./helpers/program.js";

test("fd-duplex: pools of shared memory go to the server, each with its message", async (t) => {
	const can = made(t, "memfd", () => memfd("x"));
	if (can === undefined) return;
	can.close();
	const { code, stdout, stderr } = await runExample(t, "11-fd-duplex.js", "first,second,third");
	t.is(stderr, "");
	t.is(code, 0);
	t.is(
		stdout,
		"pool 100 of 5 bytes: first\npool 101 of 6 bytes: second\npool 102 of 5 bytes: third\nthe client is gone\n",
	);
});

test("statsd: waits for the agent, and then sends all", async (t) => {
	if (!hasCommand(t, "socat")) return;
	const path = `${temporaryFolder(t)}/agent`;
	const example = startExample(t, "11-statsd/main.js", path, "500");
	await example.printed(/nobody is there yet: ENOENT/);
	const agent = new Program(t, "socat", "-u", `UNIX-RECV:${path}`, "STDOUT");
	await agent.printed(/example\.end:1\|g\n/);
	const { code, stdout } = await example.ended;
	t.is(code, 0, stdout);
	t.regex(stdout, /500 metrics and the last one are with the agent\n$/);
	agent.process.kill();
	const metrics = (await agent.ended).stdout.split("\n");
	t.deepEqual(
		metrics.slice(0, 500),
		Array.from({ length: 500 }, (_, i) => `example:${i}|g`),
	);
});
