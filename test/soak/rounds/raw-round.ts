/** The raw objects, IoUring and LinuxAio: requests in any order, cancelled, closed under way, forgotten. */
import { closeSync, openSync, rmSync, writeFileSync } from "node:fs";
import { type AioRequest, IoUring, LinuxAio } from "../../../src/index.js";
import { pause } from "../attempt.js";
import { content, contentFault } from "../content.js";
import type { Round } from "../soak.js";

const size = 1000;

async function ring(round: Round, fd: number, id: number, count: number): Promise<void> {
	const { random, loop } = round;
	const one = new IoUring(random.pick([2, 8, 64]));
	const reads = new Map<number, readonly [Buffer, number]>();
	let cancels = 0;
	for (let i = random.between(1, 60); i > 0; i -= 1) {
		round.begin("IoUring.read");
		const block = random.between(0, count - 1);
		const buffer = random.chance(0.5) ? Buffer.alloc(size) : Buffer.from(new SharedArrayBuffer(size));
		const number = one.read(fd, buffer, block * size);
		reads.set(number, [buffer, block]);
		if (random.chance(0.1)) {
			one.cancel(number);
			cancels += 1;
		}
		if (random.chance(0.1)) {
			one.timeout(random.next() * 3);
			cancels += 1;
		}
		if (random.chance(0.2)) one.submit();
	}
	const take = (): void => {
		for (const { id: number, result } of one.completions()) {
			const read = reads.get(number);
			if (read === undefined) {
				cancels -= 1;
				continue;
			}
			reads.delete(number);
			const [buffer, block] = read;
			if (result === size) round.check(contentFault(buffer, id, block * size, "IoUring"));
			else round.expect(result === -125 || result === -4, () => `IoUring.read: ${result}`);
		}
	};
	const isBlocking = random.chance(0.5);
	const isClosedEarly = random.chance(0.3);
	if (!isClosedEarly && isBlocking) {
		one.submitAndWait(one.pending, 2000);
		take();
	} else if (!isClosedEarly) {
		const done = loop.createFuture<void>();
		loop.addReader(one, () => {
			take();
			if (one.pending === 0 && !done.done()) done.setResult();
		});
		one.submit();
		take();
		if (one.pending > 0) await done;
		loop.removeReader(one);
	}
	if (!isClosedEarly) {
		round.expect(
			reads.size === 0 && cancels === 0,
			() => `${reads.size} reads and ${cancels} others are left`,
		);
	}
	one.close();
}

async function aio(round: Round, fd: number, id: number, count: number): Promise<void> {
	const { random, loop } = round;
	const one = new LinuxAio(64);
	let left = random.between(1, 64);
	const requests: AioRequest[] = Array.from({ length: left }, () => ({
		op: "pread",
		file: fd,
		buffer: Buffer.alloc(size),
		position: random.between(0, count - 1) * size,
	}));
	round.begin("LinuxAio.submit");
	const numbers = one.submit(requests);
	round.expect(numbers.length === left, () => `${numbers.length} of ${left} were submitted`);
	left = numbers.length;
	const take = (min: number): void => {
		for (const { request, result } of one.getevents(min)) {
			left -= 1;
			round.expect(result === size, () => `LinuxAio: ${result}`);
			round.check(contentFault(request.buffer as Buffer, id, request.position ?? 0, "LinuxAio"));
		}
	};
	const way = random.between(0, 2);
	if (way === 0) take(left);
	if (way === 1) {
		const done = loop.createFuture<void>();
		loop.addReader(one, () => {
			take(0);
			if (left === 0 && !done.done()) done.setResult();
		});
		await done;
		loop.removeReader(one);
	}
	one.close();
}

/** The round. */
export async function rawRound(round: Round): Promise<void> {
	const { random, soak } = round;
	const { backends } = soak.options;
	const path = soak.newPath();
	const id = soak.newId();
	const count = random.between(1, 30);
	writeFileSync(path, content(id, 0, count * size));
	const fd = openSync(path, "r");
	await pause(random);
	if (backends.includes("io_uring")) await ring(round, fd, id, count);
	if (backends.includes("aio")) await aio(round, fd, id, count);
	closeSync(fd);
	rmSync(path);
}
