import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import test from "ava";

const program = fileURLToPath(new URL("./programs/resources.js", import.meta.url));

for (const backend of ["select", "poll", "epoll"]) {
	test(`${backend}: no descriptor is left open, and waiting allocates nothing`, (t) => {
		if (process.platform !== "linux") {
			t.log("SKIP: /proc: Linux alone has it");
			t.pass();
			return;
		}
		const output = execFileSync(process.execPath, ["--expose-gc", program], {
			encoding: "utf8",
			// With every buffer in a mapping of its own, addresses are large: numbers that V8 keeps in objects.
			env: { ...process.env, EVLOOP_SELECTOR: backend, MALLOC_MMAP_THRESHOLD_: "16" },
		});
		const { descriptors, bytes } = JSON.parse(output) as { descriptors: number; bytes: number };
		t.is(descriptors, 0);
		t.log(`${bytes.toFixed(3)} bytes a wait with 16 ready`);
		// One object for each wait would be 16 bytes at least.
		t.true(bytes < 8);
	});
}
