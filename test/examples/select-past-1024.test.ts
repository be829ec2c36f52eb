import test from "ava";
import { skip } from "../helpers/skip.js";
import { runExample } from "./helpers/example.js";

const file = "02-select-past-1024.js";
const refusal = "ValueError: Cannot select on fd 1033: select() takes descriptors below FD_SETSIZE, 1024";

test("select-past-1024: select refuses descriptor 1033, and writes nowhere", async (t) => {
	const { code, stdout, stderr } = await runExample(t, file);
	t.is(stderr, "");
	t.is(code, 0);
	const lines = stdout.trimEnd().split("\n");
	t.deepEqual(lines.slice(0, 6), [
		"FD_SETSIZE is 1024",
		"fd 1013: select(): readable",
		"fd 1013: SelectSelector: readable",
		"fd 1013: DefaultSelector: readable",
		`fd 1033: select(): ${refusal}`,
		`fd 1033: SelectSelector: ${refusal}`,
	]);
	t.is(lines.at(-1), "and there it is: hello");
});

test("select-past-1024: DefaultSelector does not notice", async (t) => {
	// biome-ignore lint/complexity/useLiteralKeys: an index signature
	if (process.env["EVLOOP_SELECTOR"] === "select") {
		return skip(t, "descriptors past 1024", "select() takes none");
	}
	const { stdout } = await runExample(t, file);
	t.is(stdout.trimEnd().split("\n").at(-2), "fd 1033: DefaultSelector: readable");
});
