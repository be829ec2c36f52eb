import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { IoUring, LinuxAio } from "../../src/files/index.js";
import { skip } from "../helpers/skip.js";

function run(t: ExecutionContext, name: string, says: string, flags: readonly string[] = []): void {
	try {
		new IoUring(1).close();
		new LinuxAio(1).close();
	} catch (error) {
		skip(t, "io_uring and AIO", String(error));
		return;
	}
	const path = fileURLToPath(new URL(`fixtures/${name}.js`, import.meta.url));
	const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...flags, path], {
		encoding: "utf8",
	});
	t.is(stderr, "");
	t.is(signal, null);
	t.is(status, 0);
	t.is(stdout, `${says}\n`);
}

test("LinuxAio, IoUring: no value makes the process crash or hang", (t) =>
	run(t, "raw-nonsense", "survived"));

test("memory that nobody holds any more is not freed while the kernel has it", (t) => {
	run(t, "forgotten-buffers", "clean", ["--expose-gc"]);
});

test("a worker that ends, or is terminated with requests under way, leaves no descriptor", (t) => {
	run(t, "in-worker", "no descriptor left");
});
