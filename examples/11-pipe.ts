/**
 * A pipeline of two programs, whose middle is ours: what the first writes is read from a pipe, numbered, and written into
 * another one, from which the second reads.
 *
 *     node dist/examples/11-pipe.js
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { BlockingIOError, getEventLoop, type PipeWriter, pipe } from "evloop";

const loop = getEventLoop();

/** Writes all of it, waiting for room where there is none. */
async function writeAll(writer: PipeWriter, text: string): Promise<void> {
	let rest = Buffer.from(text);
	while (rest.length > 0) {
		try {
			rest = rest.subarray(writer.write(rest));
		} catch (error) {
			if (!(error instanceof BlockingIOError)) throw error;
			await loop.waitWritable(writer);
		}
	}
}

const [reader, theirOutput] = pipe();
const [theirInput, writer] = pipe();
spawn("printf", ["%s\\n", "three", "one", "two"], { stdio: ["ignore", theirOutput.fileno(), "inherit"] });
const sort = spawn("sort", ["-k2"], { stdio: [theirInput.fileno(), "inherit", "inherit"] });
theirOutput.close();
theirInput.close();

let number = 0;
let line = "";
for (;;) {
	await loop.waitReadable(reader);
	const data = reader.read(4096);
	if (data.length === 0) break;
	const lines = `${line}${data}`.split("\n");
	line = lines.pop() ?? "";
	for (const each of lines) await writeAll(writer, `${++number} ${each}\n`);
}
reader.close();
// The second program reads the end of its input.
writer.close();
await once(sort, "exit");
