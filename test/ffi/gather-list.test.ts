/** `GatherList`: several places, one system call. */
import test from "ava";
import { errno, GatherList, koffi, platform } from "../../src/ffi/index.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";

const flags = platform.sockets.constants.MSG_DONTWAIT | platform.sockets.noSignalFlag;

/** Memory that stands still, and where it is. */
function placed(text: string): [address: number, length: number, memory: Buffer] {
	const memory = Buffer.allocUnsafeSlow(text.length);
	memory.write(text, "latin1");
	return [Number(koffi().address(memory)), memory.length, memory];
}

test("GatherList: sends what it names, in order, as often as it is used", (t) => {
	const [a, b] = nonBlockingPair(t);
	const list = new GatherList();
	const [one, two, three] = [placed("one "), placed("two "), placed("three")];
	list.set(0, one[0], one[1]);
	list.set(1, two[0], two[1]);
	list.set(2, three[0], three[1]);
	t.is(list.send(a.fileno(), 3, flags), 13);
	t.is(b.recv(100).toString(), "one two three");
	t.is(list.send(a.fileno(), 1, flags), 4);
	list.set(0, three[0] + 2, 3);
	t.is(list.send(a.fileno(), 2, flags), 7);
	t.is(b.recv(100).toString(), "one reetwo ");
});

test("GatherList: takes as many places as it says", (t) => {
	const [a, b] = nonBlockingPair(t);
	const list = new GatherList();
	const [address, , memory] = placed("abcdefgh".repeat(GatherList.most));
	for (let i = 0; i < GatherList.most; i += 1) list.set(i, address + 8 * (GatherList.most - 1 - i) + 1, 3);
	t.is(list.send(a.fileno(), GatherList.most, flags), 3 * GatherList.most);
	t.is(b.recv(1000).toString(), "bcd".repeat(GatherList.most));
	t.is(memory.length, 8 * GatherList.most);
});

test("GatherList: what fails leaves a negative number and errno", (t) => {
	const [a, b] = nonBlockingPair(t);
	const list = new GatherList();
	const [address, length] = placed("x");
	list.set(0, address, length);
	b.close();
	t.true(list.send(a.fileno(), 1, flags) < 0);
	t.is(errno(), 32);
	t.true(list.send(-1, 1, flags) < 0);
	t.is(errno(), 9);
});
