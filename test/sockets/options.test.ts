import test from "ava";
import { OSError } from "../../src/errors.js";
import {
	AF_INET,
	IP_TTL,
	IPPROTO_IP,
	IPPROTO_TCP,
	SO_BINDTODEVICE,
	SO_KEEPALIVE,
	SO_LINGER,
	SO_RCVBUF,
	SO_RCVTIMEO,
	SO_REUSEADDR,
	SO_TYPE,
	SOCK_DGRAM,
	SOCK_STREAM,
	SOL_SOCKET,
	Socket,
	TCP_CONGESTION,
	TCP_NODELAY,
} from "../../src/sockets/index.js";
import { track } from "./helpers/track.js";

test("getsockopt reads numbers", (t) => {
	t.is(track(t, new Socket()).getsockopt(SOL_SOCKET, SO_TYPE), SOCK_STREAM);
	t.is(track(t, new Socket(AF_INET, SOCK_DGRAM)).getsockopt(SOL_SOCKET, SO_TYPE), SOCK_DGRAM);
});

test("setsockopt takes numbers and booleans", (t) => {
	const sock = track(t, new Socket());
	for (const [level, name] of [
		[SOL_SOCKET, SO_REUSEADDR],
		[SOL_SOCKET, SO_KEEPALIVE],
		[IPPROTO_TCP, TCP_NODELAY],
	] as const) {
		sock.setsockopt(level, name, true);
		t.not(sock.getsockopt(level, name), 0);
		sock.setsockopt(level, name, 0);
		t.is(sock.getsockopt(level, name), 0);
		sock.setsockopt(level, name, 1);
		t.not(sock.getsockopt(level, name), 0);
		sock.setsockopt(level, name, false);
		t.is(sock.getsockopt(level, name), 0);
	}
	sock.setsockopt(IPPROTO_IP, IP_TTL, 33);
	t.is(sock.getsockopt(IPPROTO_IP, IP_TTL), 33);
	sock.setsockopt(SOL_SOCKET, SO_RCVBUF, 0xffffffff);
	t.true(sock.getsockopt(SOL_SOCKET, SO_RCVBUF) > 0);
});

test("structs go as bytes in the kernel's layout", (t) => {
	const sock = track(t, new Socket());
	sock.setsockopt(SOL_SOCKET, SO_LINGER, new Uint8Array(new Int32Array([1, 7]).buffer));
	const linger = sock.getsockopt(SOL_SOCKET, SO_LINGER, 8);
	t.deepEqual([...new Int32Array(new Uint8Array(linger).buffer)], [1, 7]);
	sock.setsockopt(SOL_SOCKET, SO_RCVTIMEO, Buffer.from(new BigInt64Array([2n, 0n]).buffer));
	t.is(sock.getsockopt(SOL_SOCKET, SO_RCVTIMEO, 16).readBigInt64LE(), 2n);
});

test("getsockopt gives as many bytes as the kernel wrote", (t) => {
	const sock = track(t, new Socket());
	t.is(sock.getsockopt(SOL_SOCKET, SO_TYPE, 100).length, 4);
	t.is(sock.getsockopt(SOL_SOCKET, SO_TYPE, 1).length, 1);
});

test("texts go as strings", (t) => {
	const sock = track(t, new Socket());
	if (Number.isNaN(TCP_CONGESTION)) {
		t.log("SKIP: TCP_CONGESTION: this system has none");
		t.pass();
		return;
	}
	const name = sock.getsockopt(IPPROTO_TCP, TCP_CONGESTION, 16).toString().replaceAll("\0", "");
	t.regex(name, /^\w+$/);
	sock.setsockopt(IPPROTO_TCP, TCP_CONGESTION, name);
	t.throws(() => sock.setsockopt(IPPROTO_TCP, TCP_CONGESTION, "no-such-control"), {
		instanceOf: OSError,
		code: "ENOENT",
	});
});

test("a null value goes with its length", (t) => {
	const sock = track(t, new Socket());
	// No option of INET takes one: the kernel's answer shows that the call came through, with the level that was named.
	t.throws(() => sock.setsockopt(279, 5, null, 16), { instanceOf: OSError, code: "ENOPROTOOPT" });
});

test("an unknown option is ENOPROTOOPT", (t) => {
	const sock = track(t, new Socket());
	t.throws(() => sock.getsockopt(SOL_SOCKET, 9999), { instanceOf: OSError, code: "ENOPROTOOPT" });
	t.throws(() => sock.getsockopt(SOL_SOCKET, 9999, 4), { instanceOf: OSError, code: "ENOPROTOOPT" });
	t.throws(() => sock.setsockopt(SOL_SOCKET, 9999, 1), { instanceOf: OSError, code: "ENOPROTOOPT" });
});

test("SO_BINDTODEVICE takes an interface's name", (t) => {
	if (process.platform !== "linux") {
		t.log("SKIP: SO_BINDTODEVICE: only Linux binds to a device by name");
		t.pass();
		return;
	}
	const sock = track(t, new Socket());
	try {
		sock.setsockopt(SOL_SOCKET, SO_BINDTODEVICE, "lo");
	} catch (error) {
		t.log(`SKIP: SO_BINDTODEVICE: not permitted here (${(error as OSError).code})`);
		t.is((error as OSError).code, "EPERM");
		return;
	}
	t.is(sock.getsockopt(SOL_SOCKET, SO_BINDTODEVICE, 16).toString().replaceAll("\0", ""), "lo");
});
