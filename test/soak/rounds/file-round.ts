/** A file in blocks, each with a version: read and written by any backend, side by side, taken back, cut and made longer. */
import { closeSync, constants, openSync, rmSync, writeFileSync } from "node:fs";
import { type AsyncFile, alignedBuffer, open } from "../../../src/index.js";
import { attempt, pause } from "../attempt.js";
import { content, contentFault } from "../content.js";
import type { Round } from "../soak.js";

/** What a block has: the number of its content; 0 for zeros; `undefined` while it is being written. */
type Version = number | undefined;

/** A file of a round. */
class Blocks {
	readonly versions: Version[];
	/** Who uses it: the one that writes, or those that read. */
	readonly users: number[];

	constructor(
		readonly round: Round,
		readonly files: readonly AsyncFile[],
		readonly size: number,
		count: number,
	) {
		this.versions = new Array<Version>(count).fill(0);
		this.users = new Array<number>(count).fill(0);
	}

	get file(): AsyncFile {
		return this.round.random.pick(this.files);
	}

	/** What a block must hold. */
	expected(index: number, version: number): Buffer {
		return version === 0 ? Buffer.alloc(this.size) : content(version, index * this.size, this.size);
	}

	check(index: number, bytes: Uint8Array, how: string, file: AsyncFile): void {
		const version = this.versions[index] ?? 0;
		if (version === 0) {
			const isClear = bytes.every((byte) => byte === 0);
			this.round.expect(isClear, () => `${how}: block ${index} must be zeros (${file.backend})`);
		} else
			this.round.check(
				contentFault(bytes, version, index * this.size, `${how}, ${file.backend}, block ${index}, version`),
			);
		const isWhole = bytes.length === this.size;
		this.round.expect(isWhole, () => `${how}: ${bytes.length} bytes of ${this.size} (${file.backend})`);
	}

	/** Some blocks in a row that nobody writes; who reads them holds them. */
	take(most: number, toWrite: boolean): number[] {
		const { random } = this.round;
		const first = random.between(0, this.versions.length - 1);
		const taken: number[] = [];
		for (let i = first; i < Math.min(first + most, this.versions.length); i += 1) {
			const users = this.users[i] ?? 0;
			if (users < 0 || (toWrite && users > 0)) break;
			this.users[i] = toWrite ? -1 : users + 1;
			taken.push(i);
		}
		return taken;
	}

	release(taken: readonly number[]): void {
		for (const i of taken) this.users[i] = Math.max(0, (this.users[i] ?? 0) - 1);
	}
}

async function write(blocks: Blocks): Promise<void> {
	const { round, size, file } = blocks;
	const { random, soak } = round;
	const taken = blocks.take(random.between(1, 4), true);
	const [first] = taken;
	if (first === undefined) return;
	const before = taken.map((i) => blocks.expected(i, blocks.versions[i] ?? 0));
	const version = soak.newId();
	const bytes = content(version, first * size, taken.length * size);
	const after = Buffer.from(bytes);
	const isVector = random.chance(0.3);
	const result = await attempt(round, `${isVector ? "writev" : "pwrite"}, ${file.backend}`, (options) => {
		const future = isVector
			? file.writev([bytes.subarray(0, size >> 1), bytes.subarray(size >> 1)], first * size, options)
			: file.pwrite(bytes, first * size, options);
		// The memory is ours again.
		bytes.fill(0xee);
		return future;
	});
	if (result === undefined) {
		// It may have been written or not: from its beginning, and never anything else.
		const found = await file.pread(after.length, first * size);
		let split = 0;
		while (split < after.length && found[split] === after[split]) split += 1;
		const isOld = found.subarray(split).equals(Buffer.concat(before).subarray(split));
		round.expect(
			isOld,
			() =>
				`a write that was taken back left something else from ${first * size + split} on (${file.backend})`,
		);
		await file.pwrite(after, first * size);
	} else round.expect(result.value === after.length, () => `${result.value} of ${after.length} were written`);
	for (const i of taken) blocks.versions[i] = version;
	blocks.release(taken.map((i) => i));
	for (const i of taken) blocks.users[i] = 0;
}

async function read(blocks: Blocks): Promise<void> {
	const { round, size, file } = blocks;
	const { random } = round;
	const taken = blocks.take(random.between(1, 4), false);
	const [first] = taken;
	if (first === undefined) return;
	const length = taken.length * size;
	const position = first * size;
	const kind = random.pick(["pread", "readInto", "readInto shared", "readv"] as const);
	const into = kind === "readInto shared" ? alignedBuffer(length) : Buffer.alloc(length, 0xdd);
	const result = await attempt<Buffer | number>(round, `${kind}, ${file.backend}`, (options) => {
		if (kind === "pread") return file.pread(length, position, options);
		if (kind !== "readv") return file.readInto(into, position, options);
		return file.readv([into.subarray(0, length >> 1), into.subarray(length >> 1)], position, options);
	});
	if (result !== undefined) {
		const { value } = result;
		const bytes = typeof value === "number" ? into.subarray(0, value) : value;
		for (const [i, index] of taken.entries())
			blocks.check(index, bytes.subarray(i * size, (i + 1) * size), kind, file);
	} else if (kind === "readInto" || kind === "readv") {
		round.expect(
			into.every((byte) => byte === 0xdd),
			() => `a ${kind} that was taken back wrote into its buffer (${file.backend})`,
		);
	}
	blocks.release(taken);
}

/** Cuts the file and makes it as long as before: what was behind the cut is zeros. */
async function cut(blocks: Blocks): Promise<void> {
	const { round, size, file, versions } = blocks;
	const kept = round.random.between(0, versions.length);
	round.begin(`truncate, ${file.backend}`);
	await file.truncate(kept * size);
	const { size: left } = await file.stat();
	round.expect(left === kept * size, () => `cut to ${kept * size}, it has ${left}`);
	await file.truncate(versions.length * size);
	versions.fill(0, kept);
}

/** Reads the whole file from its beginning to its end, by its own place. */
async function readThrough(blocks: Blocks): Promise<void> {
	const { round, size, file, versions } = blocks;
	await file.seek(0);
	const parts: Buffer[] = [];
	let read = 0;
	for (;;) {
		const wanted = round.random.length(3 * size);
		const length = Math.ceil(wanted / file.alignment) * file.alignment;
		const result = await attempt(round, `read, ${file.backend}`, (options) => file.read(length, options));
		if (result !== undefined && result.value.length === 0) break;
		if (result !== undefined) parts.push(result.value);
		read += result?.value.length ?? 0;
		round.expect(file.tell() === read, () => `the place is ${file.tell()} after ${read} (${file.backend})`);
	}
	const all = Buffer.concat(parts);
	for (const i of versions.keys())
		blocks.check(i, all.subarray(i * size, (i + 1) * size), "read through", file);
}

/** Whether the file system lets its files be read past the page cache. */
function takesDirect(path: string): boolean {
	try {
		closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_DIRECT));
		return true;
	} catch {
		return false;
	}
}

/** The round. */
export async function fileRound(round: Round): Promise<void> {
	const { random, soak, loop } = round;
	const path = soak.newPath();
	const isDirect = random.chance(0.3) && takesDirect(path);
	const size = random.pick(isDirect ? [4096, 16_384] : [512, 1000, 4096, 16_384]);
	const count = random.between(2, 24);
	const files: AsyncFile[] = [];
	writeFileSync(path, "");
	const flags = constants.O_RDWR | (isDirect ? constants.O_DIRECT : 0);
	for (let i = random.between(1, 3); i > 0; i -= 1) {
		const backend = random.pick(soak.options.backends);
		round.begin(`open, ${backend}${isDirect ? ", O_DIRECT" : ""}`);
		files.push(await open(path, flags, 0o600, { backend, loop }));
	}
	const blocks = new Blocks(round, files, size, count);
	await blocks.file.truncate(count * size);
	for (let stages = random.between(1, 4); stages > 0; stages -= 1) {
		const work = async (): Promise<void> => {
			for (let i = random.between(1, 20); i > 0; i -= 1) {
				await (random.chance(0.5) ? write(blocks) : read(blocks));
				if (random.chance(0.1)) await pause(random);
				if (random.chance(0.03)) await attempt(round, "fdatasync", (o) => blocks.file.fdatasync(o));
			}
		};
		await Promise.all(Array.from({ length: random.between(1, 4) }, work));
		if (random.chance(0.5)) await cut(blocks);
		if (random.chance(0.5)) await readThrough(blocks);
	}
	// Closed with operations under way: each of them comes to its end.
	const last = Array.from({ length: random.between(0, 8) }, (_, i) =>
		blocks.file.pread(size, (i % count) * size),
	);
	round.begin("close");
	const closing = files.map((file) => file.close());
	for (const [i, bytes] of (await Promise.all(last)).entries())
		blocks.check(i % count, bytes, "closed", blocks.file);
	await Promise.all(closing);
	rmSync(path);
}
