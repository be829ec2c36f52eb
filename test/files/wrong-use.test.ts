/** What is refused before the first system call; no value may do harm. */
import { writeFileSync } from "node:fs";
import test from "ava";
import fc from "fast-check";
import { type AsyncFile, alignedBuffer, type Coroutine, type Future, open } from "../../src/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { reasonOf } from "../helpers/reason-of.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { onEachBackend } from "./helpers/backends.js";

/** Calls what TypeScript would not let us call. */
type Loose = (...args: unknown[]) => Future<unknown>;

const openLoosely = open as unknown as Loose;

const refusals: readonly (readonly [string, unknown[], RegExp])[] = [
	["TypeError", [undefined], /path must be/],
	["TypeError", [5], /path must be/],
	["ValueError", [""], /path is empty/],
	["ValueError", ["a\0b"], /zero byte/],
	["ValueError", ["/dev/null", "q"], /flags must be/],
	["ValueError", ["/dev/null", "constructor"], /flags must be/],
	["TypeError", ["/dev/null", {}], /flags/],
	["RangeError", ["/dev/null", -1], /flags/],
	["TypeError", ["/dev/null", 1.5], /flags/],
	["TypeError", ["/dev/null", "r", "0666"], /mode/],
	["RangeError", ["/dev/null", "r", 0o10000], /mode/],
	["ValueError", ["/dev/null", "r", 0o666, { backend: "tape" }], /backend must be/],
	["TypeError", ["/dev/null", "r", 0o666, { loop: {} }], /loop must be/],
	["TypeError", ["/dev/null", "r", 0o666, { signal: {} }], /AbortSignal/],
];

for (const [name, args, message] of refusals) {
	test(`open: refuses (${args.map((each) => JSON.stringify(each)).join(", ")}) with a ${name}`, (t) => {
		t.throws(() => openLoosely(...args), { name, message });
	});
}

test("open: fails as open(2) does, with the path", async (t) => {
	const folder = temporaryFolder(t);
	t.like(await reasonOf(open(`${folder}/none`)), {
		name: "FileNotFoundError",
		path: `${folder}/none`,
		syscall: "open",
	});
	writeFileSync(`${folder}/there`, "");
	t.like(await reasonOf(open(`${folder}/there`, "wx")), { name: "FileExistsError" });
	t.like(await reasonOf(open(`${folder}/there/below`)), { name: "NotADirectoryError" });
	t.like(await reasonOf(open(folder, "w")), { name: "IsADirectoryError" });
});

test("open: takes bytes and file URLs", async (t) => {
	const folder = temporaryFolder(t);
	writeFileSync(`${folder}/a b`, "x");
	const file = await open(new URL(`file://${folder}/a%20b`));
	t.is(file.path, `${folder}/a b`);
	await file.close();
	const other = await open(Buffer.from(`${folder}/a b`));
	t.is(String(await other.read()), "x");
	await other.close();
});

test("open: a cancelled one closes what comes", async (t) => {
	const opening = open("/dev/null");
	t.true(opening.cancel());
	t.is(((await reasonOf(opening)) as Error).name, "CancelledError");
});

test("open: is refused by a closed loop, and by one that blocks its thread", async (t) => {
	const closed = newLoop(t);
	closed.close();
	t.throws(() => open("/dev/null", "r", 0o666, { loop: closed }), {
		name: "RuntimeError",
		message: /closed/,
	});
	const loop = newLoop(t);
	const file = await open("/dev/null", "r", 0o666, { loop, backend: "threads" });
	function* blocked(): Coroutine<void> {
		t.throws(() => open("/dev/null"), { name: "RuntimeError", message: /blocks/ });
		for (const call of [
			() => file.pread(1, 0),
			() => file.stat(),
			() => file.truncate(0),
			() => file.fsync(),
		]) {
			try {
				yield* call();
				t.fail("a thread's answer came to a blocked loop");
			} catch (error) {
				t.is((error as Error).name, "RuntimeError");
			}
		}
		yield* file.close();
	}
	loop.runUntilCompleteSync(loop.createTask(blocked));
	t.true(file.closed);
});

const calls: readonly (readonly [keyof AsyncFile, unknown[], string])[] = [
	["read", ["5"], "TypeError"],
	["read", [-2], "RangeError"],
	["read", [2 ** 60], "RangeError"],
	["read", [1, { signal: 5 }], "TypeError"],
	["readInto", ["buffer"], "TypeError"],
	["readInto", [new Uint16Array(4)], "TypeError"],
	["readInto", [new Uint8Array(0)], "RangeError"],
	["readInto", [new Uint8Array(4), -1], "RangeError"],
	["readInto", [new Uint8Array(4), 2 ** 53], "RangeError"],
	["pread", [], "TypeError"],
	["pread", [4], "TypeError"],
	["pread", [4, 0.5], "TypeError"],
	["pread", [Number.NaN, 0], "TypeError"],
	["readv", [new Uint8Array(4)], "TypeError"],
	["readv", [[new Uint8Array(4), null]], "TypeError"],
	["readline", [0], "RangeError"],
	["chunks", [0], "RangeError"],
	["write", [], "TypeError"],
	["write", [5], "TypeError"],
	["write", [new ArrayBuffer(4)], "TypeError"],
	["pwrite", ["x"], "TypeError"],
	["pwrite", ["x", -5], "RangeError"],
	["writev", ["x"], "TypeError"],
	["writev", [["x", 7]], "TypeError"],
	["seek", ["0"], "TypeError"],
	["seek", [-1], "RangeError"],
	["seek", [0, 3], "ValueError"],
	["truncate", [-1], "RangeError"],
	["truncate", ["0"], "TypeError"],
];

onEachBackend("arguments of the wrong kind are refused at the call", async (t, { path, open: openFile }) => {
	const file = await openFile(path, "w+");
	for (const [name, args, error] of calls) {
		t.throws(
			() => (file[name] as unknown as Loose).apply(file, args),
			{ name: error },
			`${String(name)}(${args.map(String)})`,
		);
	}
	t.is((await file.stat()).size, 0);
});

onEachBackend("no value does harm", async (t, { path, open: openFile }) => {
	const lying = new Uint8Array(8);
	Object.defineProperties(lying, { length: { value: 1e9 }, byteLength: { value: 1e9 } });
	const detached = new Uint8Array(8);
	structuredClone(detached.buffer, { transfer: [detached.buffer] });
	const odd = fc.oneof(
		fc.anything(),
		fc.constantFrom<unknown>(
			lying,
			detached,
			-1,
			2 ** 53,
			Number.NaN,
			1n,
			Symbol("s"),
			null,
			alignedBuffer(16),
			[lying],
			[[]],
		),
		fc.nat({ max: 10_000 }),
	);
	const names = [
		"read",
		"readInto",
		"pread",
		"readv",
		"readline",
		"write",
		"pwrite",
		"writev",
		"seek",
		"truncate",
	] as const;
	const file = await openFile(path, "w+");
	let settled = 0;
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...names), fc.array(odd, { maxLength: 3 }), async (name, args) => {
			// A file that nobody can hold is not what is asked here.
			if (args.some((each) => typeof each === "number" && each > 2 ** 40)) return;
			try {
				await (file[name] as unknown as Loose).apply(file, args);
			} catch (error) {
				if (!(error instanceof Error)) throw error;
			}
			settled += 1;
		}),
		{ numRuns: 400 },
	);
	t.true(settled > 100);
	await file.truncate(0);
	t.is(await file.pwrite("still", 0), 5);
});

test("alignedBuffer: begins at a multiple, refuses what is none", async (t) => {
	t.is(alignedBuffer(0).length, 0);
	t.is(alignedBuffer(100, 1).length, 100);
	t.true(alignedBuffer(10).buffer instanceof SharedArrayBuffer);
	t.throws(() => alignedBuffer(10, 3), { name: "ValueError" });
	t.throws(() => alignedBuffer(-1), { name: "RangeError" });
	t.throws(() => alignedBuffer("1" as unknown as number), { name: "TypeError" });
});
