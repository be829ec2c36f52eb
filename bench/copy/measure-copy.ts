/** Measures a copy, made by this process or its children, and compares it with the original. */
import { createHash } from "node:crypto";
import {
	closeSync,
	createReadStream,
	existsSync,
	fsyncSync,
	openSync,
	readFileSync,
	rmSync,
	statSync,
	writeSync,
} from "node:fs";
import { join } from "node:path";

const mebibyte = 1024 * 1024;
const folder = process.env.EVLOOP_BENCH_FOLDER ?? ".";
const size = Number(process.argv[2] ?? 16) * mebibyte;
/** The kernel counts the time of children in hundredths of a second. */
const ticksPerSecond = 100;

/**
 * Makes the original if it is not there, copies it, and prints the figures.
 *
 * @param copy copies a file.
 */
export async function measureCopy(copy: (from: string, to: string) => unknown): Promise<void> {
	const [from, to] = [join(folder, "original"), join(folder, "copy")];
	if (!existsSync(from) || statSync(from).size !== size) write(from);
	rmSync(to, { force: true });
	const [cpu, clock] = [cpuSeconds(), performance.now()];
	await copy(from, to);
	const figures = {
		seconds: (performance.now() - clock) / 1000,
		"CPU seconds": cpuSeconds() - cpu,
	};
	if ((await hashOf(from)) !== (await hashOf(to))) throw new Error("The copy is not the original");
	rmSync(to);
	console.log(JSON.stringify(figures));
}

/** Of this process and its children that have ended. */
function cpuSeconds(): number {
	const fields = readFileSync("/proc/self/stat", "latin1").split(") ")[1]?.split(" ") ?? [];
	const ofChildren = (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
	const { user, system } = process.cpuUsage();
	return (user + system) / 1e6 + ofChildren;
}

function write(path: string): void {
	const fd = openSync(path, "w");
	const piece = Buffer.alloc(mebibyte);
	for (let written = 0; written < size; written += writeSync(fd, piece)) piece.writeDoubleLE(written, 8);
	fsyncSync(fd);
	closeSync(fd);
}

async function hashOf(path: string): Promise<string> {
	const hash = createHash("sha1");
	for await (const piece of createReadStream(path, { highWaterMark: mebibyte })) hash.update(piece as Buffer);
	return hash.digest("hex");
}
