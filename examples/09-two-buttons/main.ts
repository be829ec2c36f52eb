/**
 * Two buttons: `h` prints Hello, `w` prints World, `q` ends it. As keys on a terminal, as lines from a pipe, or both:
 *
 *     node dist/examples/09-two-buttons/main.js
 *     (echo h; sleep 1; echo w) | node dist/examples/09-two-buttons/main.js
 *
 * Nothing polls and nothing blocks: each source is a protocol, and calls `press`. However it ends, the terminal is as it was.
 */
import { openSync } from "node:fs";
import { isatty } from "node:tty";
import { getEventLoop, StreamReader, StreamReaderProtocol } from "evloop";
import { Keys } from "./keys.js";
import { setRaw } from "./set-raw.js";

const loop = getEventLoop();
const quit = loop.createFuture<void>();

function press(button: string): void {
	if (button === "h") console.log("Hello");
	else if (button === "w") console.log("World");
	else if (button === "q" && !quit.done()) quit.setResult();
}

/** Where keys are typed, unless nobody sits before a terminal. */
function terminal(): number | undefined {
	if (isatty(0)) return 0;
	try {
		return openSync("/dev/tty", "r");
	} catch {
		return undefined;
	}
}

const keyboard = terminal();
const restore = keyboard === undefined ? () => {} : setRaw(keyboard);
process.once("exit", restore);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) loop.addSignalHandler(signal, press, "q");

console.log("ready");
if (keyboard !== undefined) await loop.connectReadPipe(() => new Keys(press), keyboard);
if (keyboard !== 0) {
	const lines = new StreamReader();
	await loop.connectReadPipe(() => new StreamReaderProtocol(lines), 0);
	loop.createTask(async () => {
		for await (const line of lines) press(line.toString().trim());
		if (keyboard === undefined) press("q");
	});
}
await quit;
process.exit();
