import test from "ava";
import { Reactor } from "../../examples/06-reactor/reactor.js";
import { socketpair } from "../../src/sockets/index.js";
import { runExample } from "./helpers/example.js";

const numbersOf = (text: string, pattern: RegExp): number[] =>
	[...text.matchAll(pattern)].map(([, digits]) => Number(digits));
const doubling = (length: number): number[] => Array.from({ length }, (_, i) => 2 ** i);
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

test("reactor: does not call a writer that its own reader has removed in the same round", (t) => {
	const [left, right] = socketpair();
	t.teardown(() => {
		left.close();
		right.close();
	});
	right.send("readable, and writable as well");
	const reactor = new Reactor();
	const called: string[] = [];
	reactor.addReader(left, () => {
		called.push("reader");
		reactor.removeReader(left);
		reactor.removeWriter(left);
	});
	reactor.addWriter(left, () => {
		called.push("writer");
		reactor.removeWriter(left);
	});
	reactor.run();
	t.deepEqual(called, ["reader"]);
});

test("reactor: blocking writes hang, as a time limit shows", async (t) => {
	const { code, stdout, stderr } = await runExample(t, "06-reactor/a-blocking-writes.js", "200");
	t.is(stderr, "");
	t.is(code, 0);
	const sent = numbersOf(stdout, /^stars sent: (\d+)$/gm);
	t.deepEqual(sent, doubling(sent.length));
	t.true(sent.length > 10);
	const [stuck] = numbersOf(stdout, /^stars to send: (\d+); sendall hangs for 200 ms already/gm);
	t.is(stuck, 2 ** sent.length);
	// What went before the time was up arrives: something of the last sendall, but not all.
	const [read = 0] = numbersOf(stdout, /^stars read by the server: (\d+)$/gm);
	t.true(read > sum(sent) && read < sum(sent) + 2 ** sent.length, `${read} read`);
});

test("reactor: buffered writes do not hang, but what waits in memory doubles", async (t) => {
	const { code, stdout, stderr } = await runExample(t, "06-reactor/b-buffered-writes.js", String(2 ** 24));
	t.is(stderr, "");
	t.is(code, 0);
	t.deepEqual(numbersOf(stdout, /^stars written: (\d+), of which \d+ wait in memory$/gm), doubling(25));
	const kept = numbersOf(stdout, /^stars written: \d+, of which (\d+) wait in memory$/gm);
	const [last = 0, before = 0, third = 0] = kept.toReversed();
	t.true(last > before && before > third && third > 0, kept.join(" "));
	t.true(last <= 2 ** 24);
	t.deepEqual(numbersOf(stdout, /^stars read by the server: (\d+)$/gm), [2 ** 25 - 1]);
});

test("reactor: two protocols play ping-pong until one has had enough", async (t) => {
	const { code, stdout, stderr } = await runExample(t, "06-reactor/c-ping-pong.js");
	t.is(stderr, "");
	t.is(code, 0);
	t.deepEqual(stdout.trim().split("\n").toSorted(), [
		"Client lost the connection",
		"Server lost the connection",
	]);
});

test("reactor: with drain() memory stays flat, however slow the reader", async (t) => {
	const { code, stdout, stderr } = await runExample(t, "06-reactor/c-drained-writes.js", String(2 ** 22));
	t.is(stderr, "");
	t.is(code, 0);
	const pattern = /^stars written: (\d+), of which never more than \d+ waited in memory$/gm;
	t.deepEqual(numbersOf(stdout, pattern), doubling(23));
	const waited = numbersOf(stdout, /^stars written: \d+, of which never more than (\d+) waited in memory$/gm);
	t.true(Math.max(...waited) > 0);
	// The water mark, and a block.
	t.true(Math.max(...waited) <= 2 * 65_536, waited.join(" "));
	t.deepEqual(numbersOf(stdout, /^stars read by the server: (\d+)$/gm), [2 ** 23 - 1]);
});
