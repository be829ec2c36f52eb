/**
 * How programs and workers end while a watcher has traffic. Koffi's own poll handle ends the process in most of these
 * cases, so each runs in a process of its own.
 */
import test, { type ExecutionContext } from "ava";
import { runFixture } from "./helpers/run-fixture.js";

const targets = ["descriptor", "list"] as const;

for (const target of targets) {
	test.serial(`a watched ${target}: a program comes to its natural end with something to read`, async (t) => {
		for (const when of ["at-once", "20ms", "50"]) {
			const { code, signal, stdout, stderr } = await runFixture("main-ends", ["natural", target, when]);
			t.deepEqual(
				{ code, signal, stdout, stderr },
				{ code: 0, signal: null, stdout: "ending\n", stderr: "" },
				when,
			);
		}
	});

	test.serial(`a watched ${target}: process.exit() works at any time`, async (t) => {
		for (const when of ["at-once", "5ms", "25ms", "45ms", "50"]) {
			const { code, signal, stderr } = await runFixture("main-ends", ["exit", target, when]);
			t.deepEqual({ code, signal, stderr }, { code: 3, signal: null, stderr: "" }, when);
		}
	});

	test.serial(`a watched ${target}: an uncaught exception ends the program as usual`, async (t) => {
		for (const when of ["at-once", "25ms", "50"]) {
			const { code, signal, stderr } = await runFixture("main-ends", ["throw", target, when]);
			t.deepEqual({ code, signal }, { code: 1, signal: null }, when);
			t.regex(stderr, /Error: on purpose/);
		}
	});

	test.serial(`a watched ${target}: goes on after its callback has thrown`, async (t) => {
		const { code, stdout, stderr } = await runFixture("throwing-callback", [target]);
		t.is(stderr, "");
		t.is(stdout, "caught: on purpose\nreported again\n");
		t.is(code, 0);
	});

	const workerCase = async (t: ExecutionContext, how: string, code: number): Promise<void> => {
		const ending = await runFixture("worker-ends", [how, target, "5"]);
		t.is(ending.stderr, "");
		t.deepEqual(JSON.parse(ending.stdout), { codes: [code], descriptors: 0, threads: 0 });
		t.is(ending.code, 0);
	};

	test.serial(`a watched ${target}: a worker is terminated, nothing aborts and nothing leaks`, (t) =>
		workerCase(t, "terminate", 1),
	);
	test.serial(`a watched ${target}: a worker calls process.exit()`, (t) => workerCase(t, "exit", 3));
	test.serial(`a watched ${target}: a worker throws`, (t) => workerCase(t, "throw", 1));
	test.serial(`a watched ${target}: a worker comes to its natural end`, (t) => workerCase(t, "natural", 0));
}
