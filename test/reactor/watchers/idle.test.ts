/** What a watcher costs while it has nothing to do. */
import test from "ava";
import { runFixture } from "./helpers/run-fixture.js";

for (const target of ["descriptor", "list"]) {
	for (const state of ["waiting", "resting"]) {
		test.serial(`a watched ${target}, ${state}: the process sleeps`, async (t) => {
			const { code, stdout, stderr } = await runFixture("idle", [target, state]);
			t.is(stderr, "");
			t.is(code, 0);
			// Half a second of it would be 500 in a busy loop.
			t.log(`${stdout.trim()} ms of CPU in 500 ms`);
			t.true(Number(stdout) < 250, stdout);
		});
	}
}
