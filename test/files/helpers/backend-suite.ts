import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import test from "ava";
import { CancelledError, RuntimeError } from "../../../src/errors.js";
import type { FileBackend } from "../../../src/files/backends/file-backend.js";
import type { FileOperation } from "../../../src/files/backends/file-operation.js";
import { inFlight } from "../../../src/files/backends/in-flight.js";
import type { SelectorEngine } from "../../../src/reactor/index.js";
import { skip } from "../../helpers/skip.js";
import { backendOn, engineOf, loopKinds } from "./backend-loops.js";
import { memory } from "./memory.js";
import { openDirect, testFile } from "./test-file.js";

const page = 4096;

/** The byte that a page is filled with. */
const fill = (index: number): number => (index * 7 + 3) & 0xff;

/** Reads all pages at random, so many at once; says how many were right. */
async function readPages(
	backend: FileBackend,
	fd: number,
	pages: number,
	requests: number,
	depth: number,
): Promise<number> {
	let begun = 0;
	let right = 0;
	const one = async (): Promise<void> => {
		const piece = memory(page);
		while (begun < requests) {
			const index = (begun * 7919) % pages;
			begun += 1;
			const size = await backend.read({ fd, position: index * page }, piece, page);
			if (size === page && piece.bytes.every((byte) => byte === fill(index))) right += 1;
		}
	};
	await Promise.all(Array.from({ length: depth }, one));
	return right;
}

/** What every backend must do, over every loop. */
export function backendSuite(make: (engine: SelectorEngine) => FileBackend, refusal: () => unknown): void {
	const missing = refusal();
	if (missing !== undefined) {
		test("the backend", (t) => skip(t, "the backend", String(missing)));
		return;
	}
	const folders = [tmpdir(), "/dev/shm"];
	for (const [name, makeLoop] of loopKinds) {
		test.serial(`${name}: writes, reads, syncs`, async (t) => {
			for (const folder of folders) {
				const { backend } = backendOn(t, make, makeLoop);
				const { fd, path } = testFile(t, folder);
				t.is(await backend.write({ fd, position: 3 }, memory(5, "Hello"), 5), 5);
				t.is(await backend.sync(fd, false), 0);
				t.is(await backend.sync(fd, true), 0);
				t.is(readFileSync(path, "latin1"), "\0\0\0Hello");
				const piece = memory(16);
				t.is(await backend.read({ fd, position: 4 }, piece, 16), 4);
				t.is(piece.bytes.toString("latin1", 0, 4), "ello");
				t.is(await backend.read({ fd, position: 8 }, piece, 16), 0);
			}
			t.is(inFlight.size, 0);
		});

		test.serial(`${name}: 1000 requests, 64 at once`, async (t) => {
			const { backend } = backendOn(t, make, makeLoop);
			const { fd, path } = testFile(t);
			const pages = 64;
			writeFileSync(
				path,
				Buffer.concat(Array.from({ length: pages }, (_, i) => Buffer.alloc(page, fill(i)))),
			);
			t.is(await readPages(backend, fd, pages, 1000, 64), 1000);
			const direct = openDirect(t, path);
			if (direct === undefined) return skip(t, "O_DIRECT", "the file system refuses it");
			t.is(await readPages(backend, direct, pages, 1000, 64), 1000);
		});

		test.serial(`${name}: serves a loop that blocks, also what was asked for before`, (t) => {
			const { backend, loop } = backendOn(t, make, makeLoop);
			const { fd } = testFile(t);
			const before = backend.write({ fd, position: 0 }, memory(3, "abc"), 3);
			const piece = memory(3);
			const work = function* () {
				const written: number = yield* before;
				const read: number = yield* backend.read({ fd, position: 0 }, piece, 3);
				return written + read;
			};
			t.is(loop.runUntilCompleteSync(work()), 6);
			t.is(piece.bytes.toString(), "abc");
		});

		test.serial(`${name}: is not waited for when nothing is under way`, (t) => {
			const { loop } = backendOn(t, make, makeLoop);
			t.throws(() => loop.runUntilCompleteSync(loop.createFuture<void>()), { instanceOf: RuntimeError });
		});

		test.serial(`${name}: closed with operations under way, it concludes them all`, async (t) => {
			const { backend, loop } = backendOn(t, make, makeLoop);
			const { fd, path } = testFile(t);
			writeFileSync(path, Buffer.alloc(64 * page));
			const file = openDirect(t, path) ?? fd;
			const all: FileOperation[] = [];
			const begin = () => {
				for (let i = 0; i < 64; i += 1) {
					all.push(backend.read({ fd: file, position: i * page }, memory(page), page));
				}
			};
			begin();
			// What stands here has been handed in, what comes now has not.
			await Promise.resolve();
			begin();
			loop.close();
			t.true(all.every((operation) => operation.done()));
			t.true(all.every((operation) => operation.cancelled() || operation.result() === page));
			t.is(inFlight.size, 0);
			t.throws(() => backend.read({ fd, position: 0 }, memory(1), 1), { instanceOf: RuntimeError });
			t.throws(() => backend.sync(fd, true), { instanceOf: RuntimeError });
		});
	}

	test.serial("cancel: at every moment, and the memory is free when it is done", async (t) => {
		const { backend } = backendOn(t, make);
		const { fd, path } = testFile(t);
		writeFileSync(path, Buffer.alloc(64 * page, 7));
		const file = openDirect(t, path) ?? fd;
		for (let delay = 0; delay < 5; delay += 1) {
			const all = Array.from({ length: 32 }, (_, i) =>
				backend.read({ fd: file, position: i * page }, memory(page), page),
			);
			for (let i = 0; i < delay; i += 1) await new Promise((resolve) => setImmediate(resolve));
			const asked = all.filter((operation) => operation.cancel("enough"));
			// What was not handed in yet is over already.
			t.true(asked.every((operation) => operation.cancel() !== operation.done()));
			const outcomes = await Promise.allSettled(all);
			outcomes.forEach((outcome, i) => {
				if (outcome.status === "fulfilled") t.is(outcome.value, page);
				else t.true(outcome.reason instanceof CancelledError);
				t.is(outcome.status === "rejected", asked.includes(all[i] as FileOperation));
			});
			t.is(inFlight.size, 0);
		}
		const over = backend.read({ fd, position: 0 }, memory(1), 1);
		await over;
		t.false(over.cancel());
	});

	test.serial(
		"errors: EBADF, EINVAL, ENOSPC, EISDIR come through the operation, the others go on",
		async (t) => {
			const { backend } = backendOn(t, make);
			const { fd, path } = testFile(t);
			writeFileSync(path, Buffer.alloc(2 * page, 1));
			const bad = backend.read({ fd: 1_000_000, position: 0 }, memory(1), 1);
			const good = backend.read({ fd, position: 0 }, memory(1), 1);
			await t.throwsAsync(async () => bad, { code: "EBADF", message: /^read EBADF fd 1000000/ });
			t.is(await good, 1);
			await t.throwsAsync(async () => backend.sync(1_000_000, true), {
				code: "EBADF",
				message: /^fdatasync/,
			});
			const direct = openDirect(t, path);
			if (direct === undefined) t.log("O_DIRECT: the file system refuses it");
			else {
				const read = async () => backend.read({ fd: direct, position: 1 }, memory(page), page);
				await t.throwsAsync(read, { code: "EINVAL" });
			}
			const { openSync, closeSync } = await import("node:fs");
			if (backend.name === "io_uring") {
				const full = openSync("/dev/full", "w");
				t.teardown(() => closeSync(full));
				const write = async () => backend.write({ fd: full, position: 0 }, memory(1), 1);
				await t.throwsAsync(write, { code: "ENOSPC" });
			}
			const folder = openSync(tmpdir(), "r");
			t.teardown(() => closeSync(folder));
			const refused = await t.throwsAsync(async () =>
				backend.read({ fd: folder, position: 0 }, memory(1), 1),
			);
			t.regex(refused?.message ?? "", /EISDIR|EINVAL/);
		},
	);

	test.serial("positions: beyond 2^32 and at the end of what there is", async (t) => {
		const { backend } = backendOn(t, make);
		const { fd } = testFile(t, "/dev/shm");
		const far = 5 * 2 ** 32 + 12_345;
		t.is(await backend.write({ fd, position: far }, memory(4, "far!"), 4), 4);
		const piece = memory(8);
		t.is(await backend.read({ fd, position: far + 1 }, piece, 8), 3);
		t.is(piece.bytes.toString("latin1", 0, 3), "ar!");
	});

	test.serial("a process that is started meanwhile inherits no descriptor of it", async (t) => {
		const { backend, engine } = backendOn(t, make);
		const { fd } = testFile(t);
		const writing = backend.write({ fd, position: 0 }, memory(3, "abc"), 3);
		await Promise.resolve();
		const { stdout } = spawnSync("ls", ["-l", "/proc/self/fd"], { encoding: "utf8" });
		t.regex(stdout, /\/proc|fd/);
		t.notRegex(stdout, /eventfd|io_uring|\[aio\]/);
		t.is(await writing, 3);
		t.is(engine, engineOf(engine.loop as never));
	});
}
