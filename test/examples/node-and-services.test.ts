import test, { type ExecutionContext } from "ava";
import { skip } from "../helpers/skip.js";
import { runExample } from "./helpers/example.js";

async function printedBy(t: ExecutionContext, file: string, ...args: string[]): Promise<string> {
	const { code, stdout, stderr } = await runExample(t, file, ...args);
	t.is(stderr, "");
	t.is(code, 0);
	return stdout;
}

test("who-asks: a server of node:http knows its client", async (t) => {
	t.is(await printedBy(t, "11-who-asks.js"), "200 Hello, this process of the same user\n");
});

test("activated-service: it is ready, alive, and answers", async (t) => {
	t.is(
		await printedBy(t, "11-activated-service.js"),
		"READY=1, STATUS=Serving on 1 socket\nWATCHDOG=1\nHELLO\n",
	);
});

test("reuse-port: every connection is answered, by all threads and by those that are left", async (t) => {
	if (process.platform !== "linux") return skip(t, "SO_REUSEPORT", "only Linux spreads connections by it");
	t.is(
		await printedBy(t, "11-reuse-port.js", "3", "200"),
		"200 answers, from thread 1, thread 2, thread 3\n200 answers, from thread 2, thread 3\n",
	);
});
