/** The buffers that the kernel receives into: few while few are enough, more where they lack, and every byte in its place. */
import { constants } from "node:os";
import test, { type ExecutionContext } from "ava";
import { cqeFlag, setUpRing, uringOp } from "../../../src/ffi/index.js";
import { MessagePool } from "../../../src/reactor/message-pool.js";
import { BufferRing, receiveOnAndOn } from "../../../src/reactor/uring/buffer-ring.js";
import { Ring } from "../../../src/reactor/uring/ring.js";
import { nonBlockingPair } from "../../helpers/non-blocking-pair.js";
import { hasRing } from "../../helpers/ring.js";

const { ENOBUFS } = constants.errno;

/** Receives on and on. */
class Flow {
	readonly received: Buffer[] = [];
	lacks = 0;
	readonly #ring: Ring;
	readonly #buffers: BufferRing;
	readonly #fd: number;

	constructor(ring: Ring, buffers: BufferRing, fd: number) {
		this.#ring = ring;
		this.#buffers = buffers;
		this.#fd = fd;
		this.submit();
	}

	submit(): void {
		this.#ring.request(uringOp.RECV, this.#fd, 0, 0, this, receiveOnAndOn);
	}

	complete(result: number, flags: number): void {
		if (result === -ENOBUFS) {
			this.lacks += 1;
			this.#buffers.lack();
		} else if (result > 0) {
			this.received.push(this.#buffers.take(flags, result));
		} else {
			return;
		}
		if ((flags & cqeFlag.MORE) === 0) this.submit();
	}
}

function open(t: ExecutionContext, count: number, few: number): { ring: Ring; buffers: BufferRing } {
	const ring = new Ring(64, setUpRing(64, 256));
	t.teardown(() => ring.close());
	return { ring, buffers: new BufferRing(ring.fd, new MessagePool(), count, few) };
}

/** Enters and takes until a condition holds; the kernel has everything already. */
function turnUntil(t: ExecutionContext, ring: Ring, holds: () => boolean): void {
	for (let turn = 0; turn < 1000 && !holds(); turn += 1) {
		ring.enter(0);
		ring.reap(100);
	}
	t.true(holds());
}

test("BufferRing: where all the buffers are full there are twice as many, up to the most, and nothing is lost", (t) => {
	if (!hasRing(t)) return;
	const { ring, buffers } = open(t, 8, 2);
	t.is(buffers.inUse, 2);
	const pairs = Array.from({ length: 16 }, () => nonBlockingPair(t));
	const sent = pairs.map((_, index) => Buffer.alloc(5000, index + 1));
	const flows = pairs.map(([a, b], index) => {
		b.send(sent[index] as Buffer);
		return new Flow(ring, buffers, a.fileno());
	});
	turnUntil(t, ring, () => flows.every((flow) => Buffer.concat(flow.received).length === 5000));
	t.is(buffers.inUse, 8);
	t.true(flows.some((flow) => flow.lacks > 0));
	t.deepEqual(
		flows.map((flow) => Buffer.concat(flow.received)),
		sent,
	);
});

test("BufferRing: what comes one by one is never short of a buffer, and no more of them are in use", (t) => {
	if (!hasRing(t)) return;
	const { ring, buffers } = open(t, 64, 4);
	const [a, b] = nonBlockingPair(t);
	const flow = new Flow(ring, buffers, a.fileno());
	const sizes = [1, 100, 2047, 2048, 16_384, 3, 9000];
	for (const [index, size] of sizes.entries()) {
		b.send(Buffer.alloc(size, index));
		turnUntil(t, ring, () => flow.received.length === index + 1);
	}
	t.deepEqual(
		flow.received,
		sizes.map((size, index) => Buffer.alloc(size, index)),
	);
	t.is(buffers.inUse, 4);
	t.is(flow.lacks, 0);
});

test("BufferRing: after many messages without a lack there are fewer again, and they serve", (t) => {
	if (!hasRing(t)) return;
	const { ring, buffers } = open(t, 16, 2);
	const [a, b] = nonBlockingPair(t);
	const flow = new Flow(ring, buffers, a.fileno());
	for (let count = 0; count < 3; count += 1) buffers.lack();
	t.is(buffers.inUse, 16);
	const most = 200_000;
	for (let count = 1; count <= most && buffers.inUse > 2; count += 1) {
		const size = count % 1000 === 0 ? 3000 : 4;
		b.send(Buffer.alloc(size, count & 0xff));
		turnUntilOne(ring, flow);
		const data = flow.received.pop();
		if (data?.length !== size || data[0] !== (count & 0xff) || data.at(-1) !== (count & 0xff))
			t.fail(`message ${count}`);
	}
	t.is(buffers.inUse, 2);
	t.is(flow.lacks, 0);
});

/** Takes one message, without an assertion at each. */
function turnUntilOne(ring: Ring, flow: Flow): void {
	while (flow.received.length === 0) {
		ring.enter(1);
		ring.reap(10);
	}
}
