import test from "ava";
import { runExample } from "./helpers/example.js";

const file = "10-descriptor-passing.js";

test("descriptor-passing: a child answers the connections that the parent accepted", async (t) => {
	const { code, stdout, stderr } = await runExample(t, file);
	t.is(stderr, "");
	t.is(
		stdout,
		[
			"connection 1: you said hello, and a child process heard it",
			"connection 2: you said hello, and a child process heard it",
			"connection 3: you said hello, and a child process heard it",
			"the child ended with 0",
			"",
		].join("\n"),
	);
	t.is(code, 0);
});

test("descriptor-passing: a hundred of them, one after the other", async (t) => {
	const { code, stdout } = await runExample(t, file, "100");
	t.is(stdout.split("\n").filter((line) => line.includes("heard it")).length, 100);
	t.is(code, 0);
});
