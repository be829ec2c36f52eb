import { closeSync, readFileSync } from "node:fs";
import test from "ava";
import { CancelledError } from "../../../src/errors.js";
import { openPipe, write } from "../../../src/ffi/index.js";
import { inFlight } from "../../../src/files/backends/in-flight.js";
import { fileRingRefusal, makeRingBackend } from "../../../src/files/uring/index.js";
import { skip } from "../../helpers/skip.js";
import { backendOn, loopKinds } from "../helpers/backend-loops.js";
import { backendSuite } from "../helpers/backend-suite.js";
import { memory } from "../helpers/memory.js";
import { testFile } from "../helpers/test-file.js";

backendSuite(makeRingBackend, fileRingRefusal);

for (const [name, makeLoop] of loopKinds) {
	test.serial(`${name}: position -1 is the file's own place`, async (t) => {
		if (fileRingRefusal() !== undefined) return skip(t, "io_uring", String(fileRingRefusal()));
		const { backend } = backendOn(t, makeRingBackend, makeLoop);
		const { fd, path } = testFile(t);
		t.is(await backend.write({ fd, position: -1 }, memory(5, "first"), 5), 5);
		t.is(await backend.write({ fd, position: -1 }, memory(6, "second"), 6), 6);
		t.is(readFileSync(path, "latin1"), "firstsecond");
		t.is(await backend.read({ fd, position: -1 }, memory(5), 5), 0);
	});

	test.serial(`${name}: a pipe that has nothing is waited for, and the wait can be cancelled`, async (t) => {
		if (fileRingRefusal() !== undefined) return skip(t, "io_uring", String(fileRingRefusal()));
		const { backend } = backendOn(t, makeRingBackend, makeLoop);
		const ends = new Int32Array(2);
		openPipe(ends);
		const [reading = -1, writing = -1] = ends;
		t.teardown(() => {
			closeSync(reading);
			closeSync(writing);
		});
		const piece = memory(8);
		const arrives = backend.read({ fd: reading, position: -1 }, piece, 8);
		write(writing, Buffer.from("ping"), 4);
		t.is(await arrives, 4);
		t.is(piece.bytes.toString("latin1", 0, 4), "ping");
		const inVain = backend.read({ fd: reading, position: -1 }, piece, 8);
		await new Promise((resolve) => setImmediate(resolve));
		t.true(inVain.cancel());
		await t.throwsAsync(async () => inVain, { instanceOf: CancelledError });
		t.is(inFlight.size, 0);
	});
}
