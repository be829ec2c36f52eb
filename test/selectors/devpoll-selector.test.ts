import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { FileNotFoundError } from "../../src/errors.js";
import { DevpollSelector } from "../../src/selectors/index.js";
import { compileLibrary } from "../helpers/compile-library.js";

const program = fileURLToPath(new URL("./programs/devpoll-conformance.js", import.meta.url));

test("DevpollSelector says that there is no such device", (t) => {
	if (existsSync("/dev/poll")) {
		t.log("SKIP: no /dev/poll: there is one");
		t.pass();
		return;
	}
	const error = t.throws(() => new DevpollSelector(), { instanceOf: FileNotFoundError });
	t.is(error?.path, "/dev/poll");
});

test("DevpollSelector passes the conformance suite on an imitated device", (t) => {
	const library = compileLibrary((reason) => t.log(reason), "devpoll/devpoll.c");
	if (library === undefined) {
		t.pass();
		return;
	}
	const output = execFileSync(process.execPath, [program], {
		encoding: "utf8",
		env: { ...process.env, LD_PRELOAD: library },
	});
	const { run, failures } = JSON.parse(output) as { run: number; failures: Record<string, string> };
	t.deepEqual(failures, {});
	t.true(run > 30, `${run} tests`);
});
