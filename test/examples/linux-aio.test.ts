import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { IoUring, LinuxAio } from "../../src/index.js";
import { skip } from "../helpers/skip.js";
import { exampleCommand } from "./helpers/example.js";

function writesTwoFiles(t: ExecutionContext, example: string, ...args: readonly string[]): void {
	const cwd = mkdtempSync(join(tmpdir(), "evloop-example-"));
	t.teardown(() => rmSync(cwd, { recursive: true }));
	const [node, path] = exampleCommand(example);
	const { status, stdout, stderr } = spawnSync(node, [path, ...args], { cwd, encoding: "utf8" });
	t.is(stderr, "");
	t.is(status, 0);
	t.is(stdout, "open file './output_0.txt'\nopen file './output_1.txt'\n0 written ok\n1 written ok\n");
	for (const number of [0, 1]) {
		t.is(readFileSync(join(cwd, `output_${number}.txt`), "utf8"), `What is written to file ${number}\n`);
	}
}

for (const [example, make] of [
	["aio", () => new LinuxAio(1)],
	["uring", () => new IoUring(1)],
] as const) {
	test(`linux-aio/${example}: two files are written, and each says so`, (t) => {
		try {
			make().close();
		} catch (error) {
			return skip(t, example, String(error));
		}
		writesTwoFiles(t, `03-linux-aio/${example}.js`);
	});
}

for (const [backend, make] of [
	["aio", () => new LinuxAio(1).close()],
	["io_uring", () => new IoUring(1).close()],
	["threads", () => {}],
] as const) {
	test(`linux-aio/loop: the same through the loop and ${backend}`, (t) => {
		try {
			make();
		} catch (error) {
			return skip(t, backend, String(error));
		}
		writesTwoFiles(t, "03-linux-aio/loop.js", backend);
	});
}
