/** Messages with what goes beside the data, within this process. */
import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { TimeoutError } from "../../src/errors.js";
import { eventfd, fcntl, openPipe, platform } from "../../src/ffi/index.js";
import * as evloop from "../../src/sockets/index.js";
import {
	AF_INET,
	AF_INET6,
	AF_UNIX,
	type AncillaryMessage,
	CMSG_LEN,
	CMSG_SPACE,
	MSG_CTRUNC,
	MSG_PEEK,
	MSG_TRUNC,
	recvFds,
	SCM_RIGHTS,
	SO_PASSCRED,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	SOL_SOCKET,
	Socket,
	scmCredentials,
	scmRights,
	sendFds,
} from "../../src/sockets/index.js";
import { OpenFile } from "../helpers/open-file.js";
import { skip } from "../helpers/skip.js";
import { hasLoopback6 } from "./helpers/has-loopback6.js";
import { pairOf } from "./helpers/pairs.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";
import { track } from "./helpers/track.js";

const { F_GETFD, FD_CLOEXEC } = platform.files;

/** A descriptor that is closed after the test, should it still be open. */
function owned(t: ExecutionContext, fd: number): number {
	const file = new OpenFile(fd);
	t.teardown(() => {
		if (!OpenFile.canCount || file.copies() > 0) closeSync(fd);
	});
	return fd;
}

function pipeOf(t: ExecutionContext): [reading: number, writing: number] {
	const ends = new Int32Array(2);
	openPipe(ends);
	const [reading = -1, writing = -1] = ends;
	t.teardown(() => {
		closeSync(reading);
		closeSync(writing);
	});
	return [reading, writing];
}

function rights(fds: readonly number[]): [number, number, Buffer] {
	return [SOL_SOCKET, SCM_RIGHTS, Buffer.from(Int32Array.from(fds).buffer)];
}

for (const [name, type] of [
	["stream", SOCK_STREAM],
	["datagram", SOCK_DGRAM],
	["seqpacket", SOCK_SEQPACKET],
] as const) {
	test(`sendFds, recvFds, ${name}: a pipe arrives as a new descriptor of the same file, close-on-exec`, (t) => {
		const [left, right] = pairOf(t, type);
		const [reading, writing] = pipeOf(t);
		t.is(sendFds(left, ["a ", Buffer.from("pipe")], [writing]), 6);
		const [data, fds, flags, address] = recvFds(right, 100, 4);
		const [fd = -1] = fds;
		t.is(data.toString(), "a pipe");
		t.is(fds.length, 1);
		t.is(flags & MSG_CTRUNC, 0);
		t.true(address === undefined || address === "");
		t.not(fd, writing);
		t.not(fcntl(fd, F_GETFD, "int", 0) & FD_CLOEXEC, 0);
		writeSync(fd, "through");
		closeSync(fd);
		const buffer = Buffer.alloc(10);
		t.is(readSync(reading, buffer), 7);
	});

	test(`sendmsg, recvmsg, ${name}: control messages as triples`, (t) => {
		const [left, right] = pairOf(t, type);
		const [reading, writing] = pipeOf(t);
		t.is(left.sendmsg(["x"], [rights([reading, writing])]), 1);
		const [data, ancdata, flags] = right.recvmsg(10, CMSG_LEN(8));
		t.is(data.toString(), "x");
		t.is(flags & MSG_CTRUNC, 0);
		t.deepEqual(
			ancdata.map(([level, kind, bytes]) => [level, kind, bytes.length]),
			[[SOL_SOCKET, SCM_RIGHTS, 8]],
		);
		const fds = scmRights.find(ancdata) ?? [];
		t.is(fds.length, 2);
		for (const fd of fds) closeSync(fd);
	});
}

test("sendFds: files, sockets, eventfds and the like, by number and by object", (t) => {
	const [left, right] = pairOf(t);
	const path = join(temporaryFolder(t), "file");
	const file = openSync(path, "w+");
	t.teardown(() => closeSync(file));
	const [near] = pairOf(t);
	const kinds: (number | { fd: number } | Socket)[] = [file, { fd: file }, near];
	if (process.platform === "linux") kinds.push(owned(t, eventfd(7, 0)));
	left.sendFds(["all"], kinds);
	const [, fds] = right.recvFds(10, 10);
	t.is(fds.length, kinds.length);
	for (const [index, fd] of fds.entries()) {
		const kind = kinds[index];
		const origin =
			typeof kind === "number" ? kind : kind instanceof Socket ? kind.fileno() : (kind?.fd ?? -1);
		t.is(fstatSync(fd).ino, fstatSync(origin).ino);
		closeSync(fd);
	}
});

test("sendFds: without descriptors it sends the data alone", (t) => {
	const [left, right] = pairOf(t);
	t.is(left.sendFds(["plain"], []), 5);
	const [data, fds, flags] = right.recvFds(10, 3);
	t.is(data.toString(), "plain");
	t.deepEqual(fds, []);
	t.is(flags & MSG_CTRUNC, 0);
});

test("sendFds: 253 descriptors at once, and not one more", (t) => {
	if (process.platform !== "linux") return skip(t, "SCM_MAX_FD", "Linux's limit");
	const [left, right] = pairOf(t);
	const [reading] = pipeOf(t);
	const pipe = new OpenFile(reading);
	left.sendFds(["many"], Array<number>(253).fill(reading));
	const [, fds, flags] = right.recvFds(10, 253);
	t.is(fds.length, 253);
	t.is(flags & MSG_CTRUNC, 0);
	for (const fd of fds) closeSync(fd);
	const error = t.throws(() => left.sendFds(["more"], Array<number>(254).fill(reading)));
	t.is(error.message, "Cannot sendFds: a message may carry 253 descriptors, this has 254");
	t.throws(
		() => left.sendmsg(["more"], [rights(Array<number>(200).fill(reading)), rights(Array(54).fill(reading))]),
		{
			message: /may carry 253 descriptors, this has 254/,
		},
	);
	t.is(pipe.copies() - 2, 0);
});

test("recvFds: what it did not ask for is closed, and MSG_CTRUNC says so", (t) => {
	if (!OpenFile.canCount) return skip(t, "/proc/self/fd", "not there");
	const [left, right] = pairOf(t);
	const [reading] = pipeOf(t);
	const pipe = new OpenFile(reading);
	const before = pipe.copies();
	for (const [sent, wanted] of [
		[1, 0],
		[2, 1],
		[5, 4],
		[20, 3],
		[100, 99],
		[253, 0],
	] as const) {
		left.sendFds(["x"], Array<number>(sent).fill(reading));
		const [data, fds, flags] = right.recvFds(10, wanted);
		t.is(data.toString(), "x");
		t.is(fds.length, wanted);
		t.not(flags & MSG_CTRUNC, 0);
		t.is(pipe.copies(), before + wanted);
		for (const fd of fds) closeSync(fd);
	}
	t.is(pipe.copies(), before);
});

test("recvmsg: a control buffer of every size; what has no room never becomes a descriptor", (t) => {
	if (!OpenFile.canCount) return skip(t, "/proc/self/fd", "not there");
	const [left, right] = pairOf(t, SOCK_DGRAM);
	const [reading] = pipeOf(t);
	const pipe = new OpenFile(reading);
	const before = pipe.copies();
	for (let room = 0; room <= CMSG_SPACE(16) + 8; room += 1) {
		left.sendFds(["x"], [reading, reading, reading]);
		const [, ancdata, flags] = right.recvmsg(10, room);
		const fds = scmRights.find(ancdata) ?? [];
		t.is(fds.length, Math.max(0, Math.min(3, Math.floor((room - CMSG_LEN(0)) / 4))), `room ${room}`);
		t.is((flags & MSG_CTRUNC) !== 0, fds.length < 3, `room ${room}`);
		t.is(pipe.copies(), before + fds.length);
		for (const fd of fds) closeSync(fd);
	}
	for (const receive of [
		() => right.recv(10),
		() => right.recvInto(Buffer.alloc(9)),
		() => right.recvfrom(10),
	]) {
		left.sendFds(["x"], [reading]);
		receive();
		t.is(pipe.copies(), before);
	}
});

test("recvmsg: several messages with descriptors on a stream stay apart", (t) => {
	const [left, right] = pairOf(t);
	const [reading, writing] = pipeOf(t);
	left.sendFds(["one"], [reading]);
	left.sendFds(["two"], [writing, reading]);
	left.send("three");
	const seen: [string, number][] = [];
	while (seen.map(([text]) => text).join("") !== "onetwothree") {
		const [data, fds] = right.recvFds(100, 5);
		seen.push([data.toString(), fds.length]);
		for (const fd of fds) closeSync(fd);
	}
	t.deepEqual(
		seen.filter(([, count]) => count > 0).map(([, count]) => count),
		[1, 2],
	);
	t.true(seen[0]?.[0].startsWith("one"));
});

test("recvmsg: MSG_PEEK gives descriptors of its own each time", (t) => {
	if (process.platform !== "linux") return skip(t, "MSG_PEEK", "descriptors are duplicated on Linux");
	const [left, right] = pairOf(t);
	const [reading] = pipeOf(t);
	const pipe = new OpenFile(reading);
	const before = pipe.copies();
	left.sendFds(["x"], [reading]);
	const [, first] = right.recvFds(10, 1, MSG_PEEK);
	const [, second] = right.recvFds(10, 1);
	t.is(first.length + second.length, 2);
	for (const fd of [...first, ...second]) closeSync(fd);
	t.is(pipe.copies(), before);
});

test("sendmsg, recvmsg: data in pieces, cut data, addresses", (t) => {
	const folder = temporaryFolder(t);
	const [a, b] = ["a", "b"].map((name) => {
		const sock = track(t, new Socket(AF_UNIX, SOCK_DGRAM));
		sock.bind(join(folder, name));
		return sock;
	}) as [Socket, Socket];
	const small = new Uint8Array([1, 2, 3]);
	const sent = a.sendmsg([small, "", new Uint8Array(new SharedArrayBuffer(4)), "äö"], [], 0, b.getsockname());
	t.is(sent, 11);
	const [data, ancdata, flags, address] = b.recvmsg(100);
	t.deepEqual([...data], [1, 2, 3, 0, 0, 0, 0, ...Buffer.from("äö")]);
	t.deepEqual(ancdata, []);
	t.is(flags, 0);
	t.is(address, a.getsockname());
	a.sendmsg(["0123456789"], [], 0, b.getsockname());
	const cut = b.recvmsg(4);
	t.is(cut[0].toString(), "0123");
	t.is(cut[2], MSG_TRUNC);
	a.sendmsg([], [], 0, b.getsockname());
	t.is(b.recvmsg(4)[0].length, 0);
	a.sendmsg(["x"], [], 0, b.getsockname());
	t.is(b.recvmsg(0)[0].length, 0);
});

test("recvmsgInto: fills one buffer after the other, and nothing beside them", (t) => {
	const [left, right] = pairOf(t);
	const memory = Buffer.alloc(12, ".");
	left.send("0123456789");
	const parts = [memory.subarray(1, 4), new Uint8Array(1), memory.subarray(6, 9)];
	const [received, ancdata, flags, address] = right.recvmsgInto(parts);
	t.is(received, 7);
	t.is(memory.toString(), ".012..456...");
	t.is(parts[1]?.[0], "3".charCodeAt(0));
	t.deepEqual([ancdata, flags, address === undefined || address === ""], [[], 0, true]);
	const many = Array.from({ length: 1024 }, () => new Uint8Array(1));
	t.is(right.recvmsgInto(many)[0], 3);
	t.is(left.sendmsg(many.map(() => Buffer.from("z"))), 1024);
	t.is(right.recvmsgInto(many)[0], 1024);
	t.true(many.every(([byte]) => byte === 122));
});

test("sendmsg: a large message in pieces arrives whole", (t) => {
	const [left, right] = pairOf(t);
	left.setblocking(false);
	const pieces = Array.from({ length: 50 }, (_, i) => Buffer.alloc(1000, i));
	const sent = left.sendmsg(pieces);
	t.true(sent > 0);
	const got: Buffer[] = [];
	for (let rest = sent; rest > 0; rest -= got.at(-1)?.length ?? 0) got.push(right.recvmsg(rest)[0]);
	t.deepEqual(Buffer.concat(got), Buffer.concat(pieces).subarray(0, sent));
});

test("SO_PASSCRED: who sent it, beside descriptors", (t) => {
	if (Number.isNaN(SO_PASSCRED)) return skip(t, "SO_PASSCRED", "Linux only");
	const [left, right] = pairOf(t);
	const [reading] = pipeOf(t);
	right.setsockopt(SOL_SOCKET, SO_PASSCRED, true);
	left.sendFds(["x"], [reading, reading]);
	const [, ancdata, flags] = right.recvmsg(10, CMSG_SPACE(12) + CMSG_SPACE(8));
	t.is(flags & MSG_CTRUNC, 0);
	t.deepEqual(scmCredentials.find(ancdata), {
		pid: process.pid,
		uid: process.getuid?.() ?? -1,
		gid: process.getgid?.() ?? -1,
	});
	for (const fd of scmRights.find(ancdata) ?? []) closeSync(fd);
	// recvFds leaves room for them, which nobody asked it for.
	left.sendFds(["x"], [reading]);
	const [, fds, more] = right.recvFds(10, 1);
	t.is(fds.length, 1);
	t.is(more & MSG_CTRUNC, 0);
	for (const fd of fds) closeSync(fd);
	const me = scmCredentials.find(ancdata) ?? { pid: 0, uid: 0, gid: 0 };
	left.sendmsg(["signed"], [scmCredentials.encode(me)]);
	t.deepEqual(scmCredentials.find(right.recvmsg(10, CMSG_SPACE(12))[1]), me);
});

/** A UDP socket on loopback that was asked to tell something. */
function telling(t: ExecutionContext, family: number, level: number, option: number): Socket {
	const sock = track(t, new Socket(family, SOCK_DGRAM));
	sock.bind([family === AF_INET6 ? "::1" : "127.0.0.1", 0]);
	sock.settimeout(10_000);
	sock.setsockopt(level, option, true);
	return sock;
}

function echo(sock: Socket, ancdata: readonly evloop.AncillaryInput[] = []): AncillaryMessage[] {
	sock.sendmsg(["x"], ancdata, 0, sock.getsockname());
	return sock.recvmsg(10, 256)[1];
}

test("ipTtl, ipTos: of one datagram, sent and received", (t) => {
	const { IPPROTO_IP, IP_RECVTTL, IP_RECVTOS, ipTtl, ipTos } = evloop;
	const ttl = telling(t, AF_INET, IPPROTO_IP, IP_RECVTTL);
	t.is(ipTtl.find(echo(ttl)), ttl.getsockopt(IPPROTO_IP, evloop.IP_TTL));
	if (process.platform !== "linux") return skip(t, "IP_TTL in a message", "Linux only");
	t.is(ipTtl.find(echo(ttl, [ipTtl.encode(7)])), 7);
	const tos = telling(t, AF_INET, IPPROTO_IP, IP_RECVTOS);
	t.is(ipTos.find(echo(tos, [ipTos.encode(0x10)])), 0x10);
	t.is(ipTos.find(echo(ttl)), undefined);
});

test("ipPktinfo: interface and address, and the way back by them", (t) => {
	const { IPPROTO_IP, IP_PKTINFO, ipPktinfo } = evloop;
	if (Number.isNaN(IP_PKTINFO)) return skip(t, "IP_PKTINFO", "not on this system");
	const sock = telling(t, AF_INET, IPPROTO_IP, IP_PKTINFO);
	const info = ipPktinfo.find(echo(sock));
	t.is(info?.addr, "127.0.0.1");
	t.is(evloop.ifIndextoname(info?.ifindex ?? 0), process.platform === "linux" ? "lo" : "lo0");
	const answer = echo(sock, [ipPktinfo.encode({ ifindex: info?.ifindex ?? 0, specDst: "127.0.0.1" })]);
	t.deepEqual(ipPktinfo.find(answer), info);
});

test("ipv6Pktinfo, ipv6Hoplimit, ipv6Tclass: sent and received", (t) => {
	if (!hasLoopback6(t)) return;
	const { IPPROTO_IPV6, ipv6Pktinfo, ipv6Hoplimit, ipv6Tclass } = evloop;
	const info = telling(t, AF_INET6, IPPROTO_IPV6, evloop.IPV6_RECVPKTINFO);
	const found = ipv6Pktinfo.find(echo(info));
	t.is(found?.addr, "::1");
	t.deepEqual(ipv6Pktinfo.find(echo(info, [ipv6Pktinfo.encode({ addr: "::1" })])), found);
	const hops = telling(t, AF_INET6, IPPROTO_IPV6, evloop.IPV6_RECVHOPLIMIT);
	t.is(ipv6Hoplimit.find(echo(hops, [ipv6Hoplimit.encode(9)])), 9);
	const tclass = telling(t, AF_INET6, IPPROTO_IPV6, evloop.IPV6_RECVTCLASS);
	t.is(ipv6Tclass.find(echo(tclass, [ipv6Tclass.encode(0x20)])), 0x20);
});

test("scmTimestampns: when it arrived", (t) => {
	const { SO_TIMESTAMPNS, scmTimestampns } = evloop;
	if (Number.isNaN(SO_TIMESTAMPNS)) return skip(t, "SO_TIMESTAMPNS", "Linux only");
	const sock = telling(t, AF_INET, SOL_SOCKET, SO_TIMESTAMPNS);
	const before = Date.now();
	const stamp = scmTimestampns.find(echo(sock));
	const ms = Number((stamp ?? 0n) / 1_000_000n);
	t.true(ms >= before - 1 && ms <= Date.now() + 1, String(stamp));
	const bytes = scmTimestampns.encode(1_234_567_890_123_456_789n)[2] as Buffer;
	t.is(scmTimestampns.find([[SOL_SOCKET, evloop.SCM_TIMESTAMPNS, bytes]]), 1_234_567_890_123_456_789n);
});

test("udpSegment, udpGro: one message becomes many datagrams, and many one", (t) => {
	const { IPPROTO_UDP, UDP_GRO, udpGro, udpSegment } = evloop;
	if (Number.isNaN(UDP_GRO)) return skip(t, "UDP_SEGMENT", "Linux only");
	const sender = track(t, new Socket(AF_INET, SOCK_DGRAM));
	const receiver = track(t, new Socket(AF_INET, SOCK_DGRAM));
	receiver.bind(["127.0.0.1", 0]);
	receiver.settimeout(10_000);
	try {
		sender.sendmsg([Buffer.alloc(25, "x")], [udpSegment.encode(10)], 0, receiver.getsockname());
	} catch (error) {
		return skip(t, "UDP_SEGMENT", String(error));
	}
	t.deepEqual(
		[1, 2, 3].map(() => receiver.recv(100).length),
		[10, 10, 5],
	);
	receiver.setsockopt(IPPROTO_UDP, UDP_GRO, true);
	sender.sendmsg([Buffer.alloc(25, "y")], [udpSegment.encode(10)], 0, receiver.getsockname());
	const [data, ancdata] = receiver.recvmsg(100, CMSG_SPACE(4));
	t.is(data.length, 25);
	t.is(udpGro.find(ancdata), 10);
});

test("wrong input is refused before the kernel is asked, in a sentence", (t) => {
	const [left, right] = pairOf(t);
	const [reading] = pipeOf(t);
	const gone = openSync("/dev/null", "r");
	closeSync(gone);
	const detached = new Uint8Array(10);
	structuredClone(detached.buffer, { transfer: [detached.buffer] });
	const lying = Object.defineProperty(new Uint8Array(2), "byteLength", { value: 1_000_000 });
	const refused: [call: () => unknown, message: RegExp][] = [
		[() => left.sendmsg("text" as never), /^Cannot sendmsg: buffers must be an array of bytes, got "text"$/],
		[() => left.sendmsg([1 as never]), /buffers\[0\] must be a Uint8Array or a string, got 1$/],
		[() => left.sendmsg([detached]), /buffers\[0\] has lost its memory/],
		[() => left.sendmsg(Array<string>(1025).fill("x")), /may be 1024 pieces, these are 1025$/],
		[
			() => left.sendmsg(["x"], {} as never),
			/ancdata must be an array of \[level, type, data\], got an object$/,
		],
		[
			() => left.sendmsg(["x"], [[1, 2] as never]),
			/ancdata\[0\] must be \[level, type, data\], got 2 elements$/,
		],
		[() => left.sendmsg(["x"], [[1.5, 2, "x"]]), /ancdata\[0\]: its level must be a whole number, got 1.5$/],
		[() => left.sendmsg(["x"], [[1, Number.NaN, "x"]]), /its type must be a whole number, got NaN$/],
		[() => left.sendmsg(["x"], [[1, 2, 3 as never]]), /its data must be a Uint8Array or a string, got 3$/],
		[() => left.sendmsg(["x"], [[1, 2, detached]]), /its data has lost its memory/],
		[
			() => left.sendmsg(["x"], [[SOL_SOCKET, SCM_RIGHTS, "abc"]]),
			/descriptors of 4 bytes each, got 3 bytes$/,
		],
		[() => left.sendmsg(["x"], [rights([-1])]), /a descriptor must not be negative, got -1$/],
		[() => left.sendmsg(["x"], [], 0.5), /flags must be a whole number, got 0.5$/],
		[
			() => left.sendmsg([], [rights([reading])]),
			/a stream carries descriptors with at least one byte of data$/,
		],
		[
			() => left.sendFds([""], [reading]),
			/^Cannot sendFds: a stream carries descriptors with at least one byte/,
		],
		[() => left.sendFds(["x"], 5 as never), /fds must be an array of descriptors, got 5$/],
		[() => left.sendFds(["x"], [-1]), /fds\[0\] must be between 0 and/],
		[
			() => left.sendFds(["x"], ["1" as never]),
			/fds\[0\] must be a descriptor or have a fileno\(\), got "1"$/,
		],
		[() => left.sendFds(["x"], [gone]), new RegExp(`^Cannot sendFds: descriptor ${gone} is not open$`)],
		[() => right.recvmsg(-1), /bufsize must be between 0 and/],
		[() => right.recvmsg(1, -1), /ancbufsize must be between 0 and/],
		[() => right.recvmsg(1, 1, Number.NaN), /flags must be a whole number, got NaN$/],
		[
			() => right.recvmsgInto(Buffer.alloc(1) as never),
			/buffers must be an array of Uint8Arrays, got an object$/,
		],
		[() => right.recvmsgInto([Buffer.alloc(0)]), /buffers\[0\] must have room for at least one byte$/],
		[() => right.recvmsgInto([detached]), /buffers\[0\] has lost its memory/],
		[() => right.recvFds(1, -1), /maxfds must be between 0 and/],
		[() => CMSG_LEN(-1), /^Cannot CMSG_LEN: length must be between 0 and/],
		[() => CMSG_SPACE(2 ** 31), /^Cannot CMSG_SPACE: length must be between 0 and/],
		[
			() => scmCredentials.encode({ pid: -1, uid: 0, gid: 0 }),
			/^Cannot encode SCM_CREDENTIALS: pid must be between/,
		],
		[() => evloop.ipTtl.encode(256), /^Cannot encode IP_TTL: value must be between 0 and 255, got 256$/],
	];
	if (process.platform !== "linux") refused.splice(-2);
	for (const [call, message] of refused) t.throws(call, { message });
	t.throws(() => left.sendFds(["x"], [gone]), { code: "EBADF" });
	right.setblocking(false);
	t.throws(() => right.recvmsg(100, 100), { code: "EAGAIN" }, "nothing was sent");
	t.is(left.sendmsg([lying]), 2);
	t.is(right.recvmsgInto([lying])[0], 2);
	left.close();
	t.throws(() => left.sendmsg(["x"]), { code: "EBADF" });
	t.throws(() => left.recvmsg(1), { code: "EBADF" });
});

test("sendmsg: what the kernel refuses is its error", (t) => {
	const [left] = pairOf(t);
	t.throws(() => left.sendmsg(["x"], [[SOL_SOCKET, 9999, "data"]]), { code: "EINVAL" });
	const unconnected = track(t, new Socket(AF_UNIX, SOCK_DGRAM));
	t.throws(() => unconnected.sendmsg(["x"]), { code: "ENOTCONN" });
});

test("recvmsg: with a time limit it waits, and times out", (t) => {
	const [, right] = pairOf(t);
	right.settimeout(5);
	t.throws(() => right.recvmsg(10, 100), { instanceOf: TimeoutError });
});
