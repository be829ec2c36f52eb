/**
 * A count that wakes whoever waits for it: a worker process of three adds to it at each job it has done, the parent waits
 * for ten, and learns with one read how many were done since it last looked.
 *
 *     node dist/examples/11-eventfd.js [JOBS]
 *
 * The eventfd goes to the child as any descriptor does, by inheritance; what is counted needs no protocol.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { EventFd } from "evloop";

/** The descriptor at which the child finds the eventfd. */
const inherited = 3;

async function child(jobs: number): Promise<void> {
	using done = new EventFd(0, { fileno: inherited });
	for (let i = 0; i < jobs; i += 1) {
		await new Promise((resolve) => setTimeout(resolve, 1));
		done.write(1);
	}
}

async function parent(jobs: number): Promise<void> {
	using done = new EventFd();
	for (let i = 0; i < 3; i += 1) {
		spawn(process.execPath, [fileURLToPath(import.meta.url), "child", String(jobs)], {
			stdio: ["ignore", "ignore", "inherit", done.fileno()],
		});
	}
	let sum = 0;
	let wakes = 0;
	while (sum < 3 * jobs) {
		sum += await done.wait();
		wakes += 1;
	}
	console.log(`${sum} jobs done, ${wakes <= sum ? "no more wake-ups than that" : "too many wake-ups"}`);
}

const [role, jobs] = process.argv.slice(2);
await (role === "child" ? child(Number(jobs)) : parent(Number(role ?? 4)));
