/** Files of a loop that was closed while it used them. */
import { writeFileSync } from "node:fs";
import { newEventLoop } from "../../src/index.js";
import { eventually } from "../helpers/eventually.js";
import { onEachBackend } from "./helpers/backends.js";

onEachBackend(
	"a loop that is closed between an answer and its turn ends what was under way, and the file can be closed",
	async (t, { path, open }) => {
		writeFileSync(path, Buffer.alloc(50_000, "a"));
		for (let turns = 0; turns < 6; turns += 1) {
			const loop = newEventLoop();
			const file = await open(path, "r", { loop });
			const reads = Array.from({ length: 8 }, (_, i) => file.pread(1000, i * 1000));
			for (let i = 0; i < turns; i += 1) await new Promise((resolve) => setImmediate(resolve));
			loop.close();
			await eventually("the reads to end", () => reads.every((reading) => reading.done()));
			for (const reading of reads) t.true(reading.cancelled() || reading.result().length === 1000);
			await file.close();
			t.is(file.fileno(), -1);
		}
	},
);

onEachBackend(
	"a file whose loop was closed while a task read from it can be closed",
	async (t, { path, open }) => {
		writeFileSync(path, Buffer.alloc(50_000, "a"));
		const loop = newEventLoop();
		const file = await open(path, "r", { loop });
		const task = loop.createTask(function* () {
			for (;;) {
				yield* file.read(1000);
				yield* file.seek(0);
			}
		});
		// Where its read ends at once, it hears from the next call that the loop is closed.
		task.catch(() => {});
		for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve));
		loop.close();
		t.false(task.done());
		// What the kernel or a thread still does with it ends first.
		for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setTimeout(resolve, 1));
		await file.close();
		t.is(file.fileno(), -1);
	},
);
