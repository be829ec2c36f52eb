/**
 * One at a time: five processes add to the number in a file, each a hundred times, and none is lost.
 *
 *     node dist/examples/11-flock.js [PROCESSES] [TIMES]
 *
 * The lock is that of flock(1), so a shell script may take part. Who waits for it keeps its loop turning.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { flock, LOCK_EX, LOCK_UN, waitFlock } from "evloop";

async function child(path: string, times: number): Promise<void> {
	const file = await open(path);
	for (let i = 0; i < times; i += 1) {
		await waitFlock(file, LOCK_EX);
		try {
			writeFileSync(path, String(Number(readFileSync(path, "utf8")) + 1));
		} finally {
			flock(file, LOCK_UN);
		}
	}
	await file.close();
}

async function parent(processes: number, times: number): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "evloop-flock-"));
	const path = join(folder, "number");
	writeFileSync(path, "0");
	const children = Array.from({ length: processes }, () =>
		spawn(process.execPath, [fileURLToPath(import.meta.url), "child", path, String(times)], {
			stdio: "inherit",
		}),
	);
	await Promise.all(children.map((each) => once(each, "exit")));
	console.log(`${processes} processes, ${times} times: ${readFileSync(path, "utf8")}`);
	rmSync(folder, { recursive: true });
}

const [first, second, third] = process.argv.slice(2);
if (first === "child") await child(second ?? "", Number(third));
else await parent(Number(first ?? 5), Number(second ?? 100));
