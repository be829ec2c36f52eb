/** Lines, whatever their ends and wherever the pieces end. */
import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { onEachBackend } from "./helpers/backends.js";

/** Lines by a search for each end in turn. */
function linesOf(text: string): string[] {
	return text.split(/(?<=\n)/).filter((line) => line !== "");
}

const ends = fc.constantFrom("\n", "\r\n", "\n\n", "\r", "");
const part = fc.tuple(fc.string({ unit: fc.constantFrom("x", "y"), maxLength: 20 }), ends);

onEachBackend("lines: are those of the text, with their ends", async (t, { path, open }) => {
	await fc.assert(
		fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (parts) => {
			const text = parts.flat().join("");
			writeFileSync(path, text);
			const file = await open(path);
			const lines: string[] = [];
			let place = 0;
			for await (const line of file) {
				lines.push(String(line));
				place += line.length;
				if (file.tell() !== place) return false;
			}
			await file.close();
			return JSON.stringify(lines) === JSON.stringify(linesOf(text));
		}),
		{ numRuns: 60 },
	);
	t.pass();
});

onEachBackend(
	"lines: a line may begin and end anywhere in the pieces that are read",
	async (t, { path, open }) => {
		const sizes = [65_534, 65_535, 65_536, 65_537, 200_000, 1, 0, 131_070];
		const text = sizes.map((size) => `${"l".repeat(size)}\n`).join("");
		writeFileSync(path, `${text}last`);
		const file = await open(path);
		const lengths: number[] = [];
		for await (const line of file.lines()) lengths.push(line.length);
		t.deepEqual(lengths, [...sizes.map((size) => size + 1), 4]);
	},
);

onEachBackend("lines: leaving the loop leaves the place behind the last line", async (t, { path, open }) => {
	writeFileSync(path, "one\ntwo\nthree\n");
	const file = await open(path);
	for await (const line of file) {
		if (String(line) === "two\n") break;
	}
	t.is(file.tell(), 8);
	t.is(String(await file.read()), "three\n");
	t.is((await file.readline()).length, 0);
});

onEachBackend("readline: takes no more than its limit", async (t, { path, open }) => {
	writeFileSync(path, "abcdef\ngh");
	const file = await open(path);
	const parts: string[] = [];
	for (let i = 0; i < 5; i += 1) parts.push(String(await file.readline(4)));
	t.deepEqual(parts, ["abcd", "ef\n", "gh", "", ""]);
});

onEachBackend("readline: sees what was written after it read ahead", async (t, { path, open }) => {
	const file = await open(path, "w+");
	await file.write("one\ntwo\nthree\n");
	await file.seek(0);
	t.is(String(await file.readline()), "one\n");
	await file.pwrite("TWO", 4);
	t.is(String(await file.readline()), "TWO\n");
	await file.write("THREE");
	await file.seek(8);
	t.is(String(await file.readline()), "THREE\n");
	await file.seek(0);
	t.is(String(await file.readline()), "one\n");
	await file.truncate(4);
	t.is(String(await file.readline()), "");
});

onEachBackend("readline: several asked for at once come in order", async (t, { path, open }) => {
	writeFileSync(path, "1\n2\n3\n4\n");
	const file = await open(path);
	const lines = await Promise.all([file.readline(), file.readline(), file.readline()]);
	t.deepEqual(lines.map(String), ["1\n", "2\n", "3\n"]);
});
