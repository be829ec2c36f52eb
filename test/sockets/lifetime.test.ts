import { closeSync, fstatSync, openSync } from "node:fs";
import { inspect } from "node:util";
import test from "ava";
import { OSError, ValueError } from "../../src/errors.js";
import { fcntl, platform } from "../../src/ffi/index.js";
import { markDescriptor } from "../../src/ffi/sockets/mark-descriptor.js";
import {
	AF_INET,
	AF_INET6,
	AF_UNIX,
	fromfd,
	IPPROTO_TCP,
	SOCK_CLOEXEC,
	SOCK_DGRAM,
	SOCK_NONBLOCK,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	Socket,
	setdefaulttimeout,
	socketpair,
} from "../../src/sockets/index.js";
import { addCloseListener, socketFromDescriptor } from "../../src/sockets/internals.js";
import { fixture } from "./helpers/fixture.js";
import { hasLoopback6 } from "./helpers/has-loopback6.js";
import { listening, pairOf, portOf, tcpPair } from "./helpers/pairs.js";
import { track } from "./helpers/track.js";

/**
 * Whether the kernel calls the number open. Only good for numbers that are: once closed, a number may be another test's,
 * in another thread of this process. What must be closed is looked at in `fixtures/closing.ts`.
 */
function isOpen(fd: number): boolean {
	try {
		fstatSync(fd);
		return true;
	} catch {
		return false;
	}
}

/** O_NONBLOCK, as the kernel has it. */
function isNonblocking(fd: number): boolean {
	return (fcntl(fd, platform.files.F_GETFL, "int", 0) & platform.files.O_NONBLOCK) !== 0;
}

/** FD_CLOEXEC, as the kernel has it. */
function isCloseOnExec(fd: number): boolean {
	return (fcntl(fd, platform.files.F_GETFD, "int", 0) & platform.files.FD_CLOEXEC) !== 0;
}

test("new Socket() is an IPv4 stream socket, blocking, not inherited", (t) => {
	const sock = track(t, new Socket());
	t.is(sock.family, AF_INET);
	t.is(sock.type, SOCK_STREAM);
	t.is(sock.proto, 0);
	t.is(sock.timeout, undefined);
	t.true(sock.getblocking());
	t.false(isNonblocking(sock.fileno()));
	t.true(isCloseOnExec(sock.fileno()));
	t.false(sock.getInheritable());
});

test("new Socket() takes family, type and protocol", (t) => {
	const sock = track(t, new Socket(AF_UNIX, SOCK_DGRAM));
	t.is(sock.family, AF_UNIX);
	t.is(sock.type, SOCK_DGRAM);
	t.is(track(t, new Socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)).proto, IPPROTO_TCP);
	if (hasLoopback6(t)) t.is(track(t, new Socket(AF_INET6)).family, AF_INET6);
});

test("SOCK_NONBLOCK and SOCK_CLOEXEC are flags, not part of the type", (t) => {
	if (Number.isNaN(SOCK_NONBLOCK)) {
		t.log("SKIP: SOCK_NONBLOCK: this system has none");
		t.pass();
		return;
	}
	const sock = track(t, new Socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC));
	t.is(sock.type, SOCK_STREAM);
	t.is(sock.timeout, 0);
	t.true(isNonblocking(sock.fileno()));
	const [left, right] = socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK);
	t.is(track(t, left).type, SOCK_DGRAM);
	t.is(track(t, right).timeout, 0);
	t.true(isNonblocking(right.fileno()));
});

test("new Socket() throws the kernel's error where it has no such sockets", (t) => {
	// Which of three codes it is depends on the system.
	t.throws(() => new Socket(AF_INET, SOCK_SEQPACKET), { instanceOf: OSError, message: /^socket E\w+/ });
	t.throws(() => new Socket(9999), { instanceOf: OSError, code: "EAFNOSUPPORT" });
});

test("new Socket({ fileno }) asks the kernel what the descriptor is, and owns it", (t) => {
	const [left] = pairOf(t, SOCK_DGRAM);
	const fileno = left.detach();
	const sock = new Socket(undefined, undefined, undefined, { fileno });
	t.is(sock.fileno(), fileno);
	t.is(sock.family, AF_UNIX);
	t.is(sock.type, SOCK_DGRAM);
	t.is(sock.proto, 0);
	sock.close();
});

test("new Socket({ fileno }) refuses what is no socket, and leaves it open", (t) => {
	const file = openSync("/dev/null", "r");
	t.teardown(() => closeSync(file));
	t.throws(() => new Socket(undefined, undefined, undefined, { fileno: file }), {
		instanceOf: OSError,
		code: "ENOTSOCK",
	});
	t.throws(() => new Socket(AF_INET, SOCK_STREAM, 0, { fileno: file }), {
		instanceOf: OSError,
		code: "ENOTSOCK",
	});
	t.true(isOpen(file));
	t.throws(() => new Socket(AF_INET, SOCK_STREAM, 0, { fileno: 1_000_000 }), {
		instanceOf: OSError,
		code: "EBADF",
	});
	t.throws(() => new Socket(AF_INET, SOCK_STREAM, 0, { fileno: -1 }), {
		instanceOf: ValueError,
		message: /got -1/,
	});
});

test("every method of a closed socket throws EBADF before any system call", (t) => {
	const sock = new Socket();
	sock.close();
	const calls: [string, () => unknown][] = [
		["accept", () => sock.accept()],
		["bind", () => sock.bind(["127.0.0.1", 0])],
		["connect", () => sock.connect(["127.0.0.1", 1])],
		["connectEx", () => sock.connectEx(["no-such-host.invalid", 1])],
		["dup", () => sock.dup()],
		["getInheritable", () => sock.getInheritable()],
		["getpeername", () => sock.getpeername()],
		["getsockname", () => sock.getsockname()],
		["getsockopt", () => sock.getsockopt(1, 1)],
		["getsockopt of bytes", () => sock.getsockopt(1, 1, 8)],
		["listen", () => sock.listen()],
		["recv", () => sock.recv(1)],
		["recv of nothing", () => sock.recv(0)],
		["recvInto", () => sock.recvInto(new Uint8Array(1))],
		["recvfrom", () => sock.recvfrom(1)],
		["recvfromInto", () => sock.recvfromInto(new Uint8Array(1))],
		["send", () => sock.send("x")],
		["sendall", () => sock.sendall("x")],
		["sendall of nothing", () => sock.sendall("")],
		["sendfile", () => sock.sendfile(0)],
		["sendto", () => sock.sendto("x", ["127.0.0.1", 1])],
		["setInheritable", () => sock.setInheritable(true)],
		["setblocking", () => sock.setblocking(true)],
		["setsockopt", () => sock.setsockopt(1, 1, 1)],
		["settimeout", () => sock.settimeout(1)],
		["shutdown", () => sock.shutdown(0)],
	];
	for (const [name, call] of calls) t.throws(call, { instanceOf: OSError, code: "EBADF" }, name);
	t.is(sock.gettimeout(), undefined);
	t.true(sock.getblocking());
});

test("detach() gives the descriptor away open", (t) => {
	const sock = new Socket();
	const fd = sock.fileno();
	t.is(sock.detach(), fd);
	t.is(sock.fileno(), -1);
	t.is(sock.detach(), -1);
	sock.close();
	t.true(isOpen(fd));
	track(t, new Socket(undefined, undefined, undefined, { fileno: fd }));
});

test("dup() makes a second descriptor of the same socket, with the same time limit", (t) => {
	const [left, right] = pairOf(t);
	left.settimeout(1234);
	const copy = track(t, left.dup());
	t.not(copy.fileno(), left.fileno());
	t.is(copy.gettimeout(), 1234);
	t.is(copy.family, left.family);
	t.true(isCloseOnExec(copy.fileno()));
	left.close();
	copy.sendall("over the copy");
	t.is(right.recv(100).toString(), "over the copy");
});

test("fromfd() copies somebody else's descriptor", (t) => {
	const [left, right] = pairOf(t);
	const copy = track(t, fromfd(left.fileno(), AF_UNIX, SOCK_STREAM));
	t.not(copy.fileno(), left.fileno());
	copy.close();
	t.true(isOpen(left.fileno()), "the original stays open");
	const second = track(t, fromfd(left));
	t.is(second.family, AF_UNIX);
	second.sendall("x");
	t.is(right.recv(10).toString(), "x");
	const file = openSync("/dev/null", "r");
	t.teardown(() => closeSync(file));
	t.throws(() => fromfd(file), { instanceOf: OSError, code: "ENOTSOCK" });
});

test("setInheritable() changes what children get", (t) => {
	const sock = track(t, new Socket());
	sock.setInheritable(true);
	t.true(sock.getInheritable());
	t.false(isCloseOnExec(sock.fileno()));
	sock.setInheritable(false);
	t.false(sock.getInheritable());
});

test("accepted sockets and pairs are not inherited either", (t) => {
	for (const sock of [...tcpPair(t), ...pairOf(t)]) t.true(isCloseOnExec(sock.fileno()));
});

// Serial: it changes what all sockets of this thread do.
test.serial("close listeners hear of the descriptor while it is open and the socket is closed", (t) => {
	const sock = new Socket();
	const fd = sock.fileno();
	const heard: unknown[] = [];
	const remove = addCloseListener((number) => {
		// Sockets of other tests in this thread may be closed in between.
		if (number === fd) heard.push(number, sock.fileno(), isOpen(number));
	});
	t.teardown(remove);
	sock.close();
	t.deepEqual(heard, [fd, -1, true]);
	sock.close();
	t.is(heard.length, 3, "a second close tells nobody");
});

// Serial: it changes what all sockets of this thread do.
test.serial("close listeners hear of detach()", (t) => {
	const sock = new Socket();
	const heard: number[] = [];
	t.teardown(addCloseListener((number) => heard.push(number)));
	const fd = sock.detach();
	t.true(heard.includes(fd));
	track(t, new Socket(undefined, undefined, undefined, { fileno: fd }));
});

// Serial: it changes what all sockets of this thread do.
test.serial(
	"a close listener that is taken away hears no more, and taking it away twice is harmless",
	(t) => {
		const heard: number[] = [];
		const listener = (fd: number) => heard.push(fd);
		const first = addCloseListener(listener);
		const second = addCloseListener(listener);
		first();
		first();
		const sock = new Socket();
		const fd = sock.fileno();
		sock.close();
		t.deepEqual(
			heard.filter((number) => number === fd),
			[fd],
			"the second registration of the same function stays",
		);
		second();
		track(t, new Socket()).close();
		t.is(heard.length, 1);
	},
);

// Serial: it changes what all sockets of this thread do.
test.serial(
	"a close listener that throws keeps neither the others from hearing nor the socket from closing",
	(t) => {
		const sock = new Socket();
		const fd = sock.fileno();
		const heard: number[] = [];
		t.teardown(
			addCloseListener((number) => {
				if (number === fd) throw new Error("listener");
			}),
		);
		t.teardown(addCloseListener((number) => heard.push(number)));
		t.throws(() => sock.close(), { message: "listener" });
		t.deepEqual(heard, [fd]);
		t.is(sock.fileno(), -1);
	},
);

// Serial: it changes what all sockets of this thread do.
test.serial("a close listener may close the socket again and close others", (t) => {
	const first = new Socket();
	const second = new Socket();
	const numbers = [first.fileno(), second.fileno()];
	t.teardown(
		addCloseListener((number) => {
			if (!numbers.includes(number)) return;
			first.close();
			second.close();
		}),
	);
	first.close();
	t.is(second.fileno(), -1);
});

test("socketFromDescriptor() asks the kernel nothing", (t) => {
	const [left, right] = pairOf(t);
	const sock = track(t, socketFromDescriptor(left.detach(), AF_UNIX, SOCK_STREAM, 7, undefined));
	t.is(sock.proto, 7, "believed, though the kernel would say 0");
	sock.sendall("x");
	t.is(right.recv(10).toString(), "x");
});

// Serial: it changes what all sockets of this thread do.
test.serial("new sockets start with the default time limit", (t) => {
	setdefaulttimeout(4321);
	t.teardown(() => setdefaulttimeout());
	const sock = track(t, new Socket());
	t.is(sock.gettimeout(), 4321);
	t.true(isNonblocking(sock.fileno()));
	for (const one of [...tcpPair(t), ...pairOf(t)]) {
		t.is(one.gettimeout(), 4321);
		t.true(isNonblocking(one.fileno()));
	}
});

test("an accepted socket blocks, whatever the listening one does", (t) => {
	const listener = listening(t);
	listener.settimeout(5000);
	const client = track(t, new Socket());
	client.connect(["127.0.0.1", portOf(listener)]);
	const [accepted] = listener.accept();
	track(t, accepted);
	t.is(accepted.gettimeout(), undefined);
	t.false(isNonblocking(accepted.fileno()));
});

test("a descriptor is marked step by step where the kernel cannot do it in one", (t) => {
	// Darwin's way, which works anywhere: its accept(2) hands out what children inherit.
	const sock = track(t, new Socket());
	sock.setInheritable(true);
	t.is(markDescriptor(sock.fileno(), true), sock.fileno());
	t.true(isCloseOnExec(sock.fileno()));
	t.true(isNonblocking(sock.fileno()));
	markDescriptor(sock.fileno(), false);
	t.false(isNonblocking(sock.fileno()));
});

test("closing: see the program in fixtures", async (t) => {
	await fixture(t, "closing");
});

test("inspect shows what Python's repr shows", (t) => {
	const [client, server] = tcpPair(t);
	const here = client.getsockname();
	const there = client.getpeername();
	t.is(
		inspect(client),
		`<Socket fd=${client.fileno()}, family=AF_INET, type=SOCK_STREAM, proto=0, laddr=${inspect(here)}, raddr=${inspect(there)}>`,
	);
	server.close();
	t.is(inspect(server), "<Socket [closed] fd=-1, family=AF_INET, type=SOCK_STREAM, proto=0>");
	t.regex(inspect(track(t, new Socket(AF_UNIX, SOCK_DGRAM))), /family=AF_UNIX, type=SOCK_DGRAM, proto=0>$/);
});
