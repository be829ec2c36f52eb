/** Pipes: written to by a transport, read by streams and by files without positions. */
import { BaseProtocol, open, pipe, StreamReader, StreamReaderProtocol } from "../../../src/index.js";
import { attempt, pause } from "../attempt.js";
import { content, contentFault } from "../content.js";
import type { Round } from "../soak.js";

/** The round. */
export async function pipeRound(round: Round): Promise<void> {
	const { random, soak, loop } = round;
	const id = soak.newId();
	const total = random.length(300_000);
	const [source, sink] = pipe();
	let received = 0;
	const [writer] = await loop.connectWritePipe(() => new BaseProtocol(), sink);
	const writing = (async () => {
		for (let sent = 0; sent < total; ) {
			const bytes = content(id, sent, Math.min(total - sent, random.length(90_000)));
			writer.write(bytes);
			sent += bytes.length;
			if (random.chance(0.5)) await pause(random);
		}
		writer.close();
	})();
	const note = (data: Buffer): void => {
		round.check(contentFault(data, id, received, "pipe"));
		received += data.length;
	};
	if (random.chance(0.5)) {
		const reader = new StreamReader({ loop });
		const [transport] = await loop.connectReadPipe(() => new StreamReaderProtocol(reader), source);
		while (!reader.atEof()) {
			const size = random.length(70_000);
			const result = await attempt(round, "read (pipe)", (options) => reader.read(size, options));
			if (result !== undefined) note(result.value);
		}
		transport.close();
	} else {
		const backend = random.pick(soak.options.backends);
		const file = await open(`/proc/self/fd/${source.fileno()}`, "r", 0o600, { backend, loop });
		source.close();
		for (;;) {
			const size = random.length(70_000);
			const result = await attempt(round, `read (pipe), ${backend}`, (options) => file.read(size, options));
			if (result === undefined) continue;
			if (result.value.length === 0) break;
			note(result.value);
		}
		await file.close();
	}
	await writing;
	round.expect(received === total, () => `pipe: ${received} of ${total} came`);
}
