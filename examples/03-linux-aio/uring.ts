/** Two files written at once by io_uring: the writes are queued in shared memory, one call hands them in and waits. */
import { closeSync, openSync } from "node:fs";
import { IoUring } from "evloop/files";

const files = [0, 1].map((number) => {
	const path = `./output_${number}.txt`;
	console.log(`open file '${path}'`);
	return openSync(path, "w");
});

using ring = new IoUring(8);
const ids = files.map((file, number) => ring.write(file, `What is written to file ${number}\n`, 0));
ring.submitAndWait(files.length);

// They may end in any order; the ring's descriptor (ring.fileno()) tells a loop of it, here we have waited.
const results = new Map(ring.completions().map(({ id, result }) => [id, result]));
ids.forEach((id, number) => {
	const result = results.get(id) ?? -1;
	console.log(result > 0 ? `${number} written ok` : `${number} failed: error ${-result}`);
});
for (const file of files) closeSync(file);
