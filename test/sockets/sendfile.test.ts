import { spawnSync } from "node:child_process";
import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { BrokenPipeError, IsADirectoryError, OSError, TimeoutError, ValueError } from "../../src/errors.js";
import { AF_INET, SHUT_WR, SO_SNDBUF, SOCK_DGRAM, SOL_SOCKET, Socket } from "../../src/sockets/index.js";
import { pairOf, tcpPair } from "./helpers/pairs.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";
import { track } from "./helpers/track.js";

/** An open file with this content. */
function fileOf(t: ExecutionContext, content: string | Buffer): number {
	const path = join(temporaryFolder(t), "file");
	writeFileSync(path, content);
	const fd = openSync(path, "r");
	t.teardown(() => closeSync(fd));
	return fd;
}

/** All that arrives up to the end. */
function readAll(sock: Socket): Buffer {
	const parts: Buffer[] = [];
	for (;;) {
		const part = sock.recv(65536);
		if (part.length === 0) return Buffer.concat(parts);
		parts.push(part);
	}
}

test("sendfile sends a file to its end, over TCP and Unix sockets", (t) => {
	const content = Buffer.alloc(50_000, "0123456789abcdef");
	for (const [left, right] of [tcpPair(t), pairOf(t)]) {
		t.is(left.sendfile(fileOf(t, content)), content.length);
		left.shutdown(SHUT_WR);
		t.deepEqual(readAll(right), content);
	}
});

test("sendfile sends a part, and leaves the file's place behind it", (t) => {
	const [left, right] = pairOf(t);
	const file = fileOf(t, "0123456789");
	t.is(left.sendfile(file, 2, 5), 5);
	t.is(right.recv(100).toString(), "23456");
	const next = Buffer.alloc(1);
	readSync(file, next, 0, 1, null);
	t.is(next.toString(), "7");
	t.is(left.sendfile(file, 8, 100), 2, "to the end at most");
	t.is(left.sendfile(file, 10), 0);
	t.is(left.sendfile(file, 1000), 0);
	t.is(left.sendfile({ fileno: () => file }, 0, 1), 1);
});

test("an empty file is sent at once", (t) => {
	t.is(pairOf(t)[0].sendfile(fileOf(t, "")), 0);
});

test("sendfile reads what sendfile(2) does not take: a pipe", (t) => {
	const path = join(temporaryFolder(t), "fifo");
	if (spawnSync("mkfifo", [path]).status !== 0) {
		t.log("SKIP: mkfifo: not installed");
		t.pass();
		return;
	}
	// Opened for both, a FIFO waits for nobody.
	const fifo = openSync(path, "r+");
	t.teardown(() => closeSync(fifo));
	writeFileSync(path, "through a pipe");
	const [left, right] = pairOf(t);
	t.is(left.sendfile(fifo, 0, 14), 14);
	t.is(right.recv(100).toString(), "through a pipe");
	t.throws(() => left.sendfile(fifo, 5, 1), { instanceOf: OSError, code: "ESPIPE" }, "a pipe has no places");
});

test("sendfile goes on where the other side reads slowly, and ends by the time limit", (t) => {
	const content = Buffer.alloc(1 << 20, "x");
	const [left, right] = pairOf(t);
	left.setsockopt(SOL_SOCKET, SO_SNDBUF, 8192);
	left.settimeout(20);
	const file = fileOf(t, content);
	t.throws(() => left.sendfile(file), { instanceOf: TimeoutError });
	const place = Buffer.alloc(1);
	readSync(file, place, 0, 1, null);
	right.setblocking(false);
	let received = 0;
	t.throws(
		() => {
			for (;;) received += right.recv(65536).length;
		},
		{ instanceOf: OSError, code: "EAGAIN" },
	);
	t.true(received > 0 && received < content.length);
	const rest = fileOf(t, content);
	t.is(left.sendfile(rest, received, 10), 10);
});

test("sendfile to a peer that is gone is a BrokenPipeError", (t) => {
	const [left, right] = pairOf(t);
	right.close();
	t.throws(() => left.sendfile(fileOf(t, "x")), { instanceOf: BrokenPipeError });
});

test("sendfile throws what reading throws", (t) => {
	const [left] = pairOf(t);
	const folder = openSync(temporaryFolder(t), "r");
	t.teardown(() => closeSync(folder));
	t.throws(() => left.sendfile(folder), { instanceOf: IsADirectoryError });
	t.throws(() => left.sendfile(1_000_000), { instanceOf: OSError, code: "EBADF" });
});

test("sendfile takes only blocking stream sockets", (t) => {
	const file = fileOf(t, "x");
	t.throws(() => track(t, new Socket(AF_INET, SOCK_DGRAM)).sendfile(file), {
		instanceOf: ValueError,
		message: /stream/,
	});
	const [left] = pairOf(t);
	left.setblocking(false);
	t.throws(() => left.sendfile(file), { instanceOf: ValueError, message: /non-blocking/ });
});
