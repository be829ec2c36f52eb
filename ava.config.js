/**
 * ava's configuration: the compiled tests, each file in a process of its own, as a user's program would be.
 *
 * `EVLOOP_TEST_MODE` names the mode that scripts/test-modes.ts runs; in the modes `worker` and
 * `proactor-worker` each file gets a worker thread instead. What does not depend on the mode (the structure of the source, the package), or chooses it (the soak), is tested in the normal run only.
 */
import TapReporter from "./node_modules/ava/lib/reporters/tap.js";

const mode = process.env.EVLOOP_TEST_MODE ?? "default";

// ava 7.0.0 dies while it prints a time-out or an early exit as TAP: it passes a bare Error where the errors of its
// workers, which have these fields, are expected. Without this, the name of the test that hung would be lost.
const { writeTest } = TapReporter.prototype;
TapReporter.prototype.writeTest = function (event, flags) {
	const { err } = event;
	const wrapped =
		err instanceof Error
			? { ...event, err: { type: "native", name: err.name, stack: err.stack, originalError: err } }
			: event;
	return writeTest.call(this, wrapped, flags);
};

export default {
	files: [
		"dist/test/**/*.test.js",
		...(mode === "default" ? [] : ["!dist/test/structure/**", "!dist/test/package/**", "!dist/test/soak/**"]),
	],
	timeout: "60s",
	workerThreads: mode === "worker" || mode === "proactor-worker",
};
