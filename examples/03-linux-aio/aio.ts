/** Two files written at once by Linux AIO: one call hands both writes in, another says what came of them. */
import { closeSync, openSync } from "node:fs";
import { LinuxAio } from "evloop/files";

const files = [0, 1].map((number) => {
	const path = `./output_${number}.txt`;
	console.log(`open file '${path}'`);
	return openSync(path, "w");
});

using aio = new LinuxAio(files.length);
const ids = aio.submit(
	files.map((file, number) => ({
		op: "pwrite",
		file,
		buffer: `What is written to file ${number}\n`,
		position: 0,
	})),
);
if (ids.length < files.length) throw new Error(`the kernel took only ${ids.length}`);

// They may end in any order; an eventfd (aio.fileno()) tells a loop of it, here we wait.
const results = new Map(aio.getevents(files.length).map(({ id, result }) => [id, result]));
ids.forEach((id, number) => {
	const result = results.get(id) ?? -1;
	console.log(result > 0 ? `${number} written ok` : `${number} failed: error ${-result}`);
});
for (const file of files) closeSync(file);
