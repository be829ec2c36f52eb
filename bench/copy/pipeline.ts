/** A pipeline of Node's streams, with pieces of a mebibyte. */
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { measureCopy } from "./measure-copy.js";

const highWaterMark = 1024 * 1024;

await measureCopy((from, to) =>
	pipeline(createReadStream(from, { highWaterMark }), createWriteStream(to, { highWaterMark })),
);
