import test from "ava";
import { open, platform, syscall } from "../../src/ffi/index.js";
import {
	ConnectionAbortedError,
	getEventLoop,
	OSError,
	OwnedDescriptor,
	socketpair,
} from "../../src/index.js";

/** Not by node:fs: in a worker thread that closes what it has opened once more at the thread's end, when it is somebody else's. */
const openNull = () => syscall("open", open("/dev/null", platform.files.O_RDONLY | platform.files.O_CLOEXEC));

const nullDevice = () => new OwnedDescriptor(openNull(), "null device");

class Peeking extends OwnedDescriptor {
	peek(): number {
		return this.openFileno("read");
	}
}

test("OwnedDescriptor: is closed once, and has no number then", (t) => {
	const owner = nullDevice();
	t.true(owner.fileno() >= 0);
	t.false(owner.closed);
	owner.close();
	owner.close();
	t.is(owner.fileno(), -1);
	t.true(owner.closed);
});

test("OwnedDescriptor: detach hands the descriptor over, open", (t) => {
	const owner = nullDevice();
	const fd = owner.fileno();
	t.is(owner.detach(), fd);
	t.true(owner.closed);
	t.is(owner.detach(), -1);
	const next = new OwnedDescriptor(fd, "null device");
	t.notThrows(() => next.close());
});

test("OwnedDescriptor: what needs it open says what it was needed for", (t) => {
	const owner = new Peeking(openNull(), "null device");
	t.is(owner.peek(), owner.fileno());
	owner.close();
	const error = t.throws(() => owner.peek(), { instanceOf: OSError });
	t.is(error.code, "EBADF");
	t.is(error.syscall, "read");
});

test("OwnedDescriptor: who waits for it hears of its closing", async (t) => {
	const [a, b] = socketpair();
	t.teardown(() => b.close());
	const owner = new OwnedDescriptor(a.detach(), "end");
	const waiting = getEventLoop().waitReadable(owner);
	owner.close();
	await t.throwsAsync(async () => waiting, { instanceOf: ConnectionAbortedError });
});
