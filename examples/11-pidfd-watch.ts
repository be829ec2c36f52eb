/**
 * Waits for a process that somebody else started, as `wait` of the shell cannot.
 *
 *     node dist/examples/11-pidfd-watch.js [PID]
 *
 * Without an argument it has a shell start one and leave it behind. No polling, and no mistaken identity: the descriptor
 * stands for that process, also when its number belongs to another one by now.
 */
import { execFileSync } from "node:child_process";
import { PidFd, TimeoutError, waitFor } from "evloop";

function startSomeProcess(): number {
	const command = "sleep 60 >/dev/null 2>&1 & echo $!";
	return Number(execFileSync("sh", ["-c", command], { encoding: "utf8" }));
}

const given = process.argv[2];
const pid = given === undefined ? startSomeProcess() : Number(given);

using watched = new PidFd(pid);
if (given === undefined) {
	try {
		await waitFor(watched.wait(), 20);
	} catch (error) {
		if (!(error instanceof TimeoutError)) throw error;
		console.log("still running, so it is told to end");
		watched.sendSignal("SIGTERM");
	}
}
await watched.wait();
console.log("it has ended");
