import test from "ava";
import { makeAioBackend } from "../../../src/files/aio/index.js";
import { LinuxAio } from "../../../src/files/index.js";
import { skip } from "../../helpers/skip.js";
import { backendOn } from "../helpers/backend-loops.js";
import { backendSuite } from "../helpers/backend-suite.js";
import { memory } from "../helpers/memory.js";
import { testFile } from "../helpers/test-file.js";

function refusal(): unknown {
	try {
		new LinuxAio(1).close();
		return undefined;
	} catch (error) {
		return error;
	}
}

backendSuite(makeAioBackend, refusal);

test.serial("read: refuses what has no position", async (t) => {
	if (refusal() !== undefined) return skip(t, "AIO", String(refusal()));
	const { backend } = backendOn(t, makeAioBackend);
	const { fd } = testFile(t);
	await t.throwsAsync(async () => backend.read({ fd, position: -1 }, memory(1), 1), { code: "EINVAL" });
});

test.serial("more than a context takes at once wait for their turn", async (t) => {
	if (refusal() !== undefined) return skip(t, "AIO", String(refusal()));
	const { backend } = backendOn(t, makeAioBackend);
	const { fd } = testFile(t);
	const all = Array.from({ length: 1000 }, (_, i) =>
		backend.write({ fd, position: i }, memory(1, String(i % 10)), 1),
	);
	t.true((await Promise.all(all)).every((size) => size === 1));
	const piece = memory(1000);
	t.is(await backend.read({ fd, position: 0 }, piece, 1000), 1000);
	t.is(piece.bytes.toString("latin1"), "0123456789".repeat(100));
});

test.serial("sync: where the kernel has no request for it, a thread does it", async (t) => {
	if (refusal() !== undefined) return skip(t, "AIO", String(refusal()));
	const { backend, loop } = backendOn(t, makeAioBackend);
	const { openSync, closeSync } = await import("node:fs");
	// It can be synced by nobody, so the thread's refusal is the proof that it was asked.
	const zero = openSync("/dev/zero", "r");
	t.teardown(() => closeSync(zero));
	await t.throwsAsync(async () => backend.sync(zero, false), { code: "EINVAL", message: /^fsync/ });
	const late = backend.sync(zero, true);
	await Promise.resolve();
	loop.close();
	t.true(late.cancelled());
	const cancelled = backendOn(t, makeAioBackend);
	const early = cancelled.backend.sync(zero, true);
	await Promise.resolve();
	t.true(early.cancel());
	t.true(early.cancelled());
});
