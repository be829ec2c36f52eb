/** A FileHandle of fs.promises. */
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { alignedBuffer } from "evloop";
import { block, depth, type Figures, measureReads, path } from "./measure-reads.js";

const buffers = Array.from({ length: depth }, () => alignedBuffer(block));
const figures: Figures = {};
for (const [name, flags] of [
	["own memory", constants.O_RDONLY],
	["O_DIRECT", constants.O_DIRECT],
] as const) {
	const file = await open(path, flags);
	const read = (position: number, reader: number) => file.read(buffers[reader] as Buffer, 0, block, position);
	Object.assign(figures, await measureReads(name, read));
	await file.close();
}
const file = await open(path);
const fresh = (position: number) => file.read(Buffer.allocUnsafeSlow(block), 0, block, position);
Object.assign(figures, await measureReads("fresh memory", fresh));
await file.close();
console.log(JSON.stringify(figures));
