/**
 * Signals as data: a server that is stopped, told to read its settings again, and asked how it is, in one `for await`.
 *
 *     node dist/examples/11-signalfd.js
 *
 * Send it signals from another terminal (kill -HUP, kill -USR2, kill -TERM), or see it send them to itself: without a
 * terminal it has a shell do so.
 */
import { execFile } from "node:child_process";
import { SignalFd } from "evloop";

/** Sends the next signal of a list to this very process. */
function send(signals: string[]): void {
	const next = signals.shift();
	if (next !== undefined) execFile("sh", ["-c", `kill -${next} ${process.pid}`]);
}

const script = process.stdin.isTTY ? [] : ["HUP", "USR2", "TERM"];
using signals = new SignalFd(["SIGHUP", "SIGUSR2", "SIGTERM", "SIGINT"]);
console.log(process.stdin.isTTY ? `process ${process.pid} waits for signals` : "waiting for signals");
send(script);

for await (const { name } of signals) {
	if (name === "SIGHUP") console.log("reading the settings again");
	else if (name === "SIGUSR2") console.log("all is well");
	else {
		console.log(`${name}: stopping`);
		break;
	}
	send(script);
}
