import test from "ava";
import { runExample } from "./helpers/example.js";

const file = "07-read-vector.js";
const expected = `pipe 2 is filled
pipe 0: 5 bytes, from "zero"
pipe 1: 4 bytes, from "one"
pipe 2: 100000 bytes, from "2222222222"
`;

test("read-vector: 100 kB in pipe 2 while pipe 0 stays open do not deadlock", async (t) => {
	const { code, stdout, stderr } = await runExample(t, file);
	t.is(stderr, "");
	t.is(stdout, expected);
	t.is(code, 0);
});

test("read-vector: the order in which the pipes are filled does not matter", async (t) => {
	const orders = ["012", "021", "102", "120", "210"];
	for (const { stdout } of await Promise.all(orders.map((order) => runExample(t, file, order)))) {
		t.is(stdout, expected);
	}
});

test("read-vector: a pipe that is never written to is at its end when the child is", async (t) => {
	const { stdout } = await runExample(t, file, "2");
	t.is(
		stdout,
		expected
			.replace('5 bytes, from "zero"', '0 bytes, from ""')
			.replace('4 bytes, from "one"', '0 bytes, from ""'),
	);
});
