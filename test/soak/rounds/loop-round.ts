/** Loops of their own that are closed with everything under way. */
import { rmSync } from "node:fs";
import {
	type EventLoop,
	type Future,
	open,
	ProactorEventLoop,
	Protocol,
	SelectorEventLoop,
	sleep,
	socketpair,
} from "../../../src/index.js";
import { pause } from "../attempt.js";
import { content, contentFault } from "../content.js";
import type { Round } from "../soak.js";

/** The round. */
export async function loopRound(round: Round): Promise<void> {
	const { random, soak } = round;
	const { backends } = soak.options;
	const isRing = backends.includes("io_uring") && random.chance(0.5);
	const loop: EventLoop = isRing ? new ProactorEventLoop() : new SelectorEventLoop();
	round.begin(`loop.close: ${isRing ? "proactor" : "selector"}`);
	const id = soak.newId();
	const pairs = Array.from({ length: random.between(1, 4) }, () => socketpair());
	// Asked whether they are done, and not awaited: whoever is to be told in a turn that does not come is dropped with it.
	const futures: Future<unknown>[] = [];
	const reads: Future<Buffer>[] = [];
	const track = (future: Future<unknown>): void => {
		futures.push(future);
		future.addDoneCallback((done) => done.cancelled() || done.exception());
	};
	const ended = async (what: string): Promise<void> => {
		round.begin(what);
		while (!futures.every((future) => future.done())) await new Promise((resolve) => setImmediate(resolve));
	};
	for (const pair of pairs) for (const sock of pair) sock.setblocking(false);
	for (const [a, b] of pairs) {
		track(loop.sockRecv(a, 100));
		track(loop.sockRecv(b, 100));
		if (random.chance(0.5)) track(loop.sockSendall(a, content(id, 0, 400_000)));
		if (random.chance(0.3)) loop.callLater(1e6, () => round.fault("a timer of a closed loop rang"));
	}
	// Nobody is told of what such a task comes to: it is dropped where it stands.
	loop.createTask(function* () {
		yield* sleep(1e6);
	});
	const server = await loop.createServer(() => new Protocol(), "127.0.0.1", 0);
	const path = soak.newPath();
	const backend = random.pick(backends);
	const file = await open(path, "w+", 0o600, { loop, backend });
	await file.write(content(id, 0, 50_000));
	for (let i = random.between(0, 19); i >= 0; i -= 1) {
		const reading = file.pread(1000, i * 1000);
		track(reading);
		reads.unshift(reading);
	}
	const isClosedBefore = random.chance(0.5);
	if (isClosedBefore) {
		await file.close();
		server.close();
	}
	await pause(random);
	loop.close();
	await ended(`loop.close: what was under way has ended (${backend})`);
	for (const [i, reading] of reads.entries()) {
		if (reading.cancelled() || reading.exception() !== undefined) continue;
		round.check(contentFault(reading.result(), id, i * 1000, "a file of a closed loop:"));
	}
	for (const pair of pairs) for (const sock of pair) sock.close();
	if (!isClosedBefore) {
		server.close();
		track(file.close());
		await ended(`loop.close: its file is closed (${backend})`);
		round.expect(file.fileno() < 0, () => "a file of a closed loop is open");
	}
	rmSync(path);
}
