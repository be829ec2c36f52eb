/**
 * A program that reads all that a server on loopback sends, pauses now and then, and tells the hash.
 *
 *     node slow-reader.js PORT
 */
import { createHash } from "node:crypto";
import { openConnection, sleep } from "../../../src/index.js";

const [reader, writer] = await openConnection("127.0.0.1", Number(process.argv[2]));
const hash = createHash("md5");
const begun = performance.now();
let count = 0;
let pauses = 0;
for await (const chunk of reader.chunks({ size: 65_536 })) {
	hash.update(chunk);
	count += chunk.length;
	if (count < (pauses + 1) * 25_000_000) continue;
	// Whatever lies between the two is full at the end of this.
	pauses += 1;
	await sleep(20);
}
writer.close();
console.log(JSON.stringify({ hash: hash.digest("hex"), count, pauses, ms: performance.now() - begun }));
