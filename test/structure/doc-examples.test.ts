import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { checkExamples } from "../../scripts/doc-examples/check-examples.js";
import { compare } from "../../scripts/doc-examples/compare.js";
import { expectations } from "../../scripts/doc-examples/expectations.js";
import { extract } from "../../scripts/doc-examples/extract.js";
import { readTsconfig } from "../../scripts/read-tsconfig.js";

test("extract: takes the ts blocks of doc comments, with their lines", (t) => {
	const source = `/** One line. */
const text = \`
\\\`\\\`\\\`ts
not.a(comment);
\\\`\\\`\\\`\`;
	/**
	 * Text.
	 *
	 * @example
	 * \`\`\`ts
	 * if (a) {
	 * 	b(1 * 2);
	 * }
	 *
	 * c();
	 * \`\`\`
	 * \`\`\`sh
	 * ls
	 * \`\`\`
	 * @example Not run:
	 * \`\`\`ts no-run
	 * d();
	 * \`\`\`
	 */
`.replaceAll("\\`", "`");
	t.deepEqual(extract("src/a.ts", source), [
		{ file: "src/a.ts", line: 11, code: "if (a) {\n\tb(1 * 2);\n}\n\nc();\n", run: true },
		{ file: "src/a.ts", line: 22, code: "d();\n", run: false },
	]);
});

test("extract: takes the ts blocks of Markdown, also indented ones", (t) => {
	const source =
		"# A\n```ts\na();\n```\n```js\nno();\n```\n- item\n  ```ts no-run\n  b();\n    c();\n  ```\n";
	t.deepEqual(extract("README.md", source), [
		{ file: "README.md", line: 3, code: "a();\n", run: true },
		{ file: "README.md", line: 10, code: "b();\n  c();\n", run: false },
	]);
});

test("expectations: finds the comment behind console.log, however the line goes on", (t) => {
	const code = `console.log("a // b"); // a // b
console.log(1);
// not a promise
later(() => console.log("x")); // x
const s = "console.log(1); // no";
console.log(
	"long",
); // long
console.log(1); /* no */
`;
	t.deepEqual(
		expectations(code).map(({ line, text }) => [line, text]),
		[
			[1, "a // b"],
			[4, "x"],
			[8, "long"],
		],
	);
});

test("compare: asks for the very text, with … for anything", (t) => {
	const promise = (text: string) => [{ line: 1, start: 0, text, choice: undefined }];
	const print = (...texts: string[]) => texts.map((text) => `\u00011\u0002${text}\u0003\n`).join("");
	t.deepEqual(compare(promise("a.c"), print("a.c")), []);
	t.deepEqual(compare(promise("a.c"), print("abc")), ['line 1 promises "a.c"; it printed "abc"']);
	t.deepEqual(compare(promise("port …, done"), print("port 1234, done")), []);
	t.deepEqual(compare(promise("{ a: 1, b: 2 }"), print("{\n  a: 1,\n  b: 2\n}")), []);
	t.deepEqual(compare(promise("tick"), print("tick", "tick")), []);
	t.deepEqual(compare(promise("1, 2"), print("1", "2")), []);
	t.is(compare(promise("1, 2"), print("2", "1")).length, 1);
	t.is(compare(promise("tick"), print("tick", "tock")).length, 1);
	t.deepEqual(compare(promise("1 (after 10 ms)"), print("1")), []);
	t.is(compare(promise("1 (after 10 ms)"), print("2")).length, 1);
	t.deepEqual(compare(promise("a"), "a\n"), ['line 1 promises "a"; it printed nothing there']);
});

test("compare: of the branches of an if or a try it is enough that one keeps its promise", (t) => {
	const code = `try {
	console.log(1); // 1
} catch {
	if (a) console.log(2); // 2
	console.log(3); // 3
}
console.log(4); // 4
`;
	const promises = expectations(code);
	const print = (...lines: number[]) =>
		lines.map((line) => `\u0001${line}\u0002${line - 1}\u0003\n`).join("");
	t.deepEqual(compare(promises, "\u00012\u00021\u0003\u00017\u00024\u0003"), []);
	t.deepEqual(compare(promises, "\u00015\u00023\u0003\u00017\u00024\u0003"), []);
	t.is(compare(promises, print(5)).length, 2);
	t.is(compare(promises, "\u00017\u00024\u0003").length, 3);
	t.is(compare(promises, "\u00012\u00021\u0003").length, 1);
});

test("checkExamples: runs what compiles, and says what is wrong with the rest", async (t) => {
	mkdirSync(".cache", { recursive: true });
	const folder = mkdtempSync(join(process.cwd(), ".cache", "examples-test-"));
	t.teardown(() => rmSync(folder, { recursive: true, force: true }));
	const codes = [
		'setTimeout(() => console.log("late"), 1); // late\nconsole.log("early"); // early\n',
		'const n: number = "one";\nconsole.log(n);\n',
		"console.log(1 + 1); // 3\n",
		'throw new Error("thrown on purpose");\n',
		"setInterval(() => {}, 1000);\n",
		'import { strictEqual } from "node:assert";\nstrictEqual(await Promise.resolve(1), 1);\n',
	];
	const examples = codes.map((code, index) => ({ file: "a.ts", line: 10 * index + 1, code, run: true }));
	const unrun = { file: "a.ts", line: 91, code: "process.exit(1);\n", run: false };
	const failures = await checkExamples([...examples, unrun], folder, readTsconfig(process.cwd()), 3000);
	const problems = new Map(failures.map(({ example, problems }) => [example.line, problems]));
	t.deepEqual([...problems.keys()].sort(), [11, 21, 31, 41]);
	t.deepEqual(problems.get(11), ["line 11: Type 'string' is not assignable to type 'number'."]);
	t.deepEqual(problems.get(21), ['line 21 promises "3"; it printed "2"']);
	t.is(problems.get(31)?.[0], "ended with status 1");
	t.true(problems.get(31)?.some((line) => line.includes("thrown on purpose")));
	t.deepEqual(problems.get(41), ["did not end by itself within 3 s"]);
});
