/**
 * Reads many descriptors, each to its end, in whatever order they are filled.
 *
 *     node dist/examples/07-read-vector.js [order]
 *
 * A child process fills three pipes, one after the other, and closes them only at its end. The order of the pipes is
 * an argument, such as 201. Pipe 2 gets more than a pipe holds. Whoever reads pipe 0 to its end first waits for the
 * child, which waits for room in pipe 2, for ever.
 */
import { spawn } from "node:child_process";
import { closeSync, readSync } from "node:fs";
import { DefaultSelector, EVENT_READ } from "evloop";
import { openPipe } from "./support/open-pipe.js";

/** Reads each descriptor to its end. */
function readVector(fds: readonly number[]): Buffer[] {
	using selector = new DefaultSelector<Buffer[]>();
	const chunks = fds.map((fd) => selector.register(fd, EVENT_READ, []).data);
	const buffer = Buffer.alloc(65_536);
	while (selector.getMap()?.size) {
		for (const [{ fd, data }] of selector.select()) {
			// One read a turn: it was found ready, so this one does not wait. A second one might.
			const length = readSync(fd, buffer);
			if (length > 0) data.push(Buffer.from(buffer.subarray(0, length)));
			else selector.unregister(fd);
		}
	}
	return chunks.map((pieces) => Buffer.concat(pieces));
}

const [order = "201"] = process.argv.slice(2);
const pipes = [openPipe(), openPipe(), openPipe()];
const commands = [
	"echo zero >&3",
	"echo one >&4",
	"head -c 100000 /dev/zero | tr '\\0' 2 >&5; echo pipe 2 is filled",
];
const script = Array.from(order, (digit) => commands[Number(digit)]).join("\n");
// The child has them as its descriptors 3, 4 and 5.
spawn("sh", ["-c", script], {
	stdio: ["ignore", "inherit", "inherit", ...pipes.map(([, writer]) => writer)],
});
for (const [, writer] of pipes) closeSync(writer);

for (const [i, data] of readVector(pipes.map(([reader]) => reader)).entries()) {
	const start = data.toString("utf8", 0, 10).trim();
	console.log(`pipe ${i}: ${data.length} bytes, from "${start}"`);
}
