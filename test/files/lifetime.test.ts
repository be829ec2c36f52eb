/** Files nobody closes, processes that end, threads that are ended. */
import { writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import test from "ava";
import { alignedBuffer, newEventLoop, open } from "../../src/index.js";
import { eventually } from "../helpers/eventually.js";
import { OpenFile } from "../helpers/open-file.js";
import { printed, runProgram } from "../helpers/run-program.js";
import { skip } from "../helpers/skip.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { onEachBackend } from "./helpers/backends.js";

const library = new URL("../../src/index.js", import.meta.url).href;

test("a file that is forgotten is closed with a warning, one that is closed without", async (t) => {
	const path = `${temporaryFolder(t)}/forgotten`;
	writeFileSync(path, "x");
	const { code, stdout, stderr } = await runProgram(
		t,
		`const { setTimeout } = await import("node:timers/promises");
		let warned = 0;
		process.on("warning", ({ name }) => { if (name === "ResourceWarning") warned += 1; });
		await (await evloop.open(${JSON.stringify(path)})).close();
		await (await evloop.open(${JSON.stringify(path)})).read();
		for (let i = 0; i < 200 && warned === 0; i += 1) { gc(); await setTimeout(5); }
		console.log(warned);`,
		{ flags: ["--expose-gc"] },
	);
	t.is(code, 0, stderr);
	t.is(stdout.trim(), "1");
	t.regex(stderr, /ResourceWarning: unclosed file '.*forgotten' \(fd \d+\)/);
});

onEachBackend(
	"operations outlive their file object, and their memory the collector",
	async (t, { path, open: openHere }) => {
		writeFileSync(path, "");
		const { backend } = await openHere(path);
		for (const flags of ["0", "constants.O_DIRECT"]) {
			const text = await printed(
				t,
				`const { gather, open } = evloop;
				const { constants } = await import("node:fs");
				let wrong = 0;
				const flags = constants.O_RDWR | ${flags};
				const begin = async (round) => {
					const file = await open(${JSON.stringify(path)}, flags, 0o666, { backend: ${JSON.stringify(backend)} });
					await file.pwrite(Buffer.alloc(512 * 1024, 48 + (round % 10)), 0);
					const reads = Array.from({ length: 50 }, (_, i) => file.pread(8192, i * 8192));
					for (let i = 0; i < 50; i += 3) reads[i].cancel();
					return reads.filter((_, i) => i % 3 !== 0);
				};
				for (let round = 0; round < 20; round += 1) {
					let reads;
					try { reads = await begin(round); }
					catch (error) { if (error.code !== "EINVAL") throw error; console.log("no O_DIRECT"); process.exit(); }
					gc();
					for (const read of reads) {
						const bytes = await read;
						if (bytes.length !== 8192 || bytes.some((byte) => byte !== 48 + (round % 10))) wrong += 1;
					}
					gc();
				}
				console.log(wrong);`,
				{ flags: ["--expose-gc", "--no-warnings"] },
			);
			if (text === "no O_DIRECT") return skip(t, "O_DIRECT", "the file system refuses it");
			t.is(text, "0", flags);
		}
	},
);

test("what is under way keeps the process alive, an open file does not", async (t) => {
	const path = `${temporaryFolder(t)}/alive`;
	writeFileSync(path, "alive");
	const text = await printed(
		t,
		`const file = await evloop.open(${JSON.stringify(path)});
		file.read().then((bytes) => console.log(String(bytes)));`,
	);
	t.is(text, "alive");
});

test("a terminated worker leaves no file open", async (t) => {
	if (!OpenFile.canCount) return skip(t, "/proc/self/fd", "this system does not list descriptors");
	const path = `${temporaryFolder(t)}/worker`;
	writeFileSync(path, "x");
	const worker = new Worker(
		`import(${JSON.stringify(library)}).then(async ({ open }) => {
			globalThis.file = await open(${JSON.stringify(path)});
			await globalThis.file.read();
			const { parentPort } = await import("node:worker_threads");
			parentPort.postMessage(globalThis.file.fileno());
			parentPort.on("message", () => {});
		});`,
		{ eval: true },
	);
	const fd = await new Promise<number>((resolve, reject) => {
		worker.once("message", resolve);
		worker.once("error", reject);
	});
	const file = new OpenFile(fd);
	t.is(file.copies(), 1);
	await worker.terminate();
	await eventually("the file to be closed", () => file.copies() === 0);
});

test("a file of a closed loop is refused, and can be closed", async (t) => {
	const loop = newEventLoop();
	const file = await open("/dev/null", "r", 0o666, { loop });
	loop.close();
	t.throws(() => file.read(), { name: "RuntimeError", message: /loop is closed/ });
	await file.close();
	t.true(file.closed);
});

test("what is handed out is the reader's: nothing else is read into it", async (t) => {
	const path = `${temporaryFolder(t)}/own`;
	writeFileSync(
		path,
		Buffer.concat([Buffer.alloc(4096, "a"), Buffer.alloc(4096, "b"), Buffer.alloc(100, "c")]),
	);
	const file = await open(path);
	const kept: Buffer[] = [];
	for (let i = 0; i < 200; i += 1) {
		kept.push(await file.pread(4096, 0));
		await file.pread(4096, 4096);
		await file.pread(4096, 8192);
		await file.readInto(alignedBuffer(4096), 4096);
		await file.readInto(Buffer.alloc(4096), 4096);
	}
	t.true(kept.every((bytes) => bytes.every((byte) => byte === 97)));
	await file.close();
});
