/** `IoVector`: several places, one system call. */
import { constants } from "node:os";
import test from "ava";
import { errno, IoVector, koffi, platform } from "../../src/ffi/index.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";

const flags = platform.sockets.constants.MSG_DONTWAIT | platform.sockets.noSignalFlag;

/** Memory that stands still, and where it is. */
function placed(text: string): [address: number, length: number, memory: Buffer] {
	const memory = Buffer.allocUnsafeSlow(text.length);
	memory.write(text, "latin1");
	return [Number(koffi().address(memory)), memory.length, memory];
}

test("IoVector: sends what it names, in order, as often as it is used", (t) => {
	const [a, b] = nonBlockingPair(t);
	const vector = new IoVector();
	const [one, two, three] = [placed("one "), placed("two "), placed("three")];
	vector.set(0, one[0], one[1]);
	vector.set(1, two[0], two[1]);
	vector.set(2, three[0], three[1]);
	t.is(vector.send(a.fileno(), 3, flags), 13);
	t.is(b.recv(100).toString(), "one two three");
	t.is(vector.send(a.fileno(), 1, flags), 4);
	vector.set(0, three[0] + 2, 3);
	t.is(vector.send(a.fileno(), 2, flags), 7);
	t.is(b.recv(100).toString(), "one reetwo ");
});

test("IoVector: takes as many places as it says", (t) => {
	const [a, b] = nonBlockingPair(t);
	const vector = new IoVector();
	const [address, , memory] = placed("abcdefgh".repeat(IoVector.most));
	for (let i = 0; i < IoVector.most; i += 1) vector.set(i, address + 8 * (IoVector.most - 1 - i) + 1, 3);
	t.is(vector.send(a.fileno(), IoVector.most, flags), 3 * IoVector.most);
	t.is(b.recv(1000).toString(), "bcd".repeat(IoVector.most));
	t.is(memory.length, 8 * IoVector.most);
});

test("IoVector: what fails leaves a negative number and errno", (t) => {
	const [a, b] = nonBlockingPair(t);
	const vector = new IoVector();
	const [address, length] = placed("x");
	vector.set(0, address, length);
	b.close();
	t.true(vector.send(a.fileno(), 1, flags) < 0);
	t.is(errno(), 32);
	t.true(vector.send(-1, 1, flags) < 0);
	t.is(errno(), 9);
});

test("IoVector: receives into one place after the other", (t) => {
	const [a, b] = nonBlockingPair(t);
	const vector = new IoVector();
	const [one, two] = [placed("...."), placed("........")];
	vector.set(0, one[0], one[1]);
	vector.set(1, two[0] + 1, 6);
	a.send("abc");
	t.is(vector.receive(b.fileno(), 2, flags), 3);
	t.is(`${one[2]}${two[2]}`, "abc.........");
	a.send("abcdefghijklmn");
	t.is(vector.receive(b.fileno(), 2, flags), 10);
	t.is(`${one[2]}${two[2]}`, "abcd.efghij.");
	t.is(b.recv(100).toString(), "klmn");
	t.true(vector.receive(b.fileno(), 2, flags) < 0);
	t.is(errno(), constants.errno.EAGAIN);
});
