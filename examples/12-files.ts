/**
 * A file that is written, read line by line and at many places at once.
 *
 *     node dist/examples/12-files.js [BACKEND]    "threads", "io_uring" or "aio"
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileBackendName, gather, open } from "evloop";

const [backend] = process.argv.slice(2) as [FileBackendName?];
const folder = await mkdtemp(join(tmpdir(), "evloop-files-"));

try {
	await using file = await open(join(folder, "numbers"), "w+", 0o600, { backend });

	// Not awaited one by one: they are carried out in the order of the calls all the same.
	const writes = Array.from({ length: 1000 }, (_, i) => file.write(`${String(i).padStart(7)}\n`));
	await gather(...writes);
	await file.fdatasync();
	console.log(`${file.tell()} bytes are on the disk`);

	await file.seek(0);
	let sum = 0;
	for await (const line of file) sum += Number(line);
	console.log(`the sum of all lines is ${sum}`);

	// What names a position goes side by side with everything else.
	const records = await gather(...[999, 0, 500].map((i) => file.pread(8, i * 8)));
	console.log(`three records: ${records.map(Number).join(", ")}`);
} finally {
	await rm(folder, { recursive: true });
}
