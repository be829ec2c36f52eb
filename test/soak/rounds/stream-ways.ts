/** What a stream reader and a stream writer do at random. */
import { IncompleteReadError, type StreamReader, type StreamWriter } from "../../../src/index.js";
import { attempt, pause } from "../attempt.js";
import { content, contentFault } from "../content.js";
import type { Round } from "../soak.js";

/** One direction of a connection. */
export interface Way {
	/** How much was handed to the writer. */
	sent: number;
	/** How much was read; negative while it is not over. */
	received: number;
}

/** Reads to the end in every way there is. */
export async function readAll(round: Round, reader: StreamReader, id: number, way: Way): Promise<void> {
	const { random } = round;
	let received = 0;
	for (;;) {
		const kind = random.pick(["read", "readexactly", "readuntil", "readline"] as const);
		const size = random.length(100_000);
		const result = await attempt(round, kind, (options) => {
			if (kind === "read") return reader.read(size, options);
			if (kind === "readexactly") return reader.readexactly(size, options);
			if (kind === "readline") return reader.readline({ ...options, limit: 2 ** 20 });
			return reader.readuntil(Buffer.of(size & 0xff), { ...options, limit: 2 ** 20 });
		}).catch((error) => {
			if (!(error instanceof IncompleteReadError)) throw error;
			return { value: error.partial };
		});
		if (result === undefined) continue;
		const { value } = result;
		round.check(contentFault(value, id, received, "stream"));
		received += value.length;
		const last = kind === "readline" ? 10 : size & 0xff;
		if (kind === "readuntil" || kind === "readline") {
			const found = value.indexOf(last);
			round.expect(found < 0 || found === value.length - 1, () => `${kind}: ${found} of ${value.length}`);
		}
		if (value.length === 0 && reader.atEof()) break;
		if (random.chance(0.1)) await pause(random);
	}
	way.received = received;
}

/** Writes in every way there is, then says that it is all. */
export async function writeAll(round: Round, writer: StreamWriter, id: number, way: Way): Promise<void> {
	const { random } = round;
	const total = random.length(500_000);
	while (way.sent < total && !writer.isClosing()) {
		const size = random.length(60_000);
		const bytes = content(id, way.sent, size);
		way.sent += size;
		if (random.chance(0.8)) writer.write(bytes);
		else writer.writelines([bytes.subarray(0, size >> 1), bytes.subarray(size >> 1)]);
		bytes.fill(0);
		if (random.chance(0.7)) await attempt(round, "drain", (options) => writer.drain(options));
	}
	if (writer.canWriteEof()) writer.writeEof();
}
