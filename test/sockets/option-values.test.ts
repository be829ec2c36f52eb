import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import test, { type ExecutionContext } from "ava";
import { platform } from "../../src/ffi/index.js";
import {
	AF_INET,
	AF_INET6,
	AF_UNIX,
	type InetAddress,
	IP_TTL,
	IPPROTO_IP,
	IPPROTO_TCP,
	NotImplementedError,
	OSError,
	SO_LINGER,
	SOCK_DGRAM,
	SOCK_STREAM,
	SOL_SOCKET,
	Socket,
	type SocketOptionValues,
	socketpair,
	TCP_USER_TIMEOUT,
	ValueError,
} from "../../src/index.js";
import { flag } from "../../src/sockets/options/option-codec.js";
import { hasCommand } from "../helpers/has-command.js";
import { skip } from "../helpers/skip.js";
import { hasLoopback6 } from "./helpers/has-loopback6.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";
import { track } from "./helpers/track.js";

const isLinux = platform.name === "linux";
const lacking = (t: ExecutionContext, what: string) => skip(t, what, "only Linux has it");

function connected(t: ExecutionContext): [client: Socket, server: Socket, listener: Socket] {
	const listener = track(t, new Socket(AF_INET, SOCK_STREAM));
	listener.bind(["127.0.0.1", 0]);
	listener.listen();
	const client = track(t, new Socket(AF_INET, SOCK_STREAM));
	client.connect(listener.getsockname<InetAddress>());
	const [server] = listener.accept();
	return [client, track(t, server), listener];
}

/** Sets each of some options and reads it again. */
function takes(t: ExecutionContext, options: SocketOptionValues, values: Partial<SocketOptionValues>): void {
	for (const [name, value] of Object.entries(values) as [keyof SocketOptionValues, unknown][]) {
		(options as unknown as Record<string, unknown>)[name] = value;
		t.is(options[name], value as never, name);
	}
}

test("options: flags and numbers of every socket", (t) => {
	const { options } = track(t, new Socket());
	takes(t, options, { broadcast: true, keepAlive: true, oobInline: true, reuseAddr: true, reusePort: true });
	takes(t, options, {
		broadcast: false,
		keepAlive: false,
		oobInline: false,
		reuseAddr: false,
		reusePort: false,
	});
	options.rcvbuf = 30_000;
	options.sndbuf = 30_000;
	t.true(options.rcvbuf >= 30_000 && options.sndbuf >= 30_000);
	t.is(options.type, SOCK_STREAM);
	t.false(options.acceptConn);
	t.is(options.error, undefined);
});

test("options: those of IP, and the raw call sees the same", (t) => {
	const sock = track(t, new Socket(AF_INET, SOCK_DGRAM));
	takes(t, sock.options, { ipTtl: 33, ipTos: 0x10, ipMulticastTtl: 0, ipMulticastLoop: false });
	takes(t, sock.options, { ipMulticastTtl: 255, ipMulticastLoop: true, ipRecvTtl: true, ipRecvTos: true });
	t.is(sock.getsockopt(IPPROTO_IP, IP_TTL), 33);
	if (!hasLoopback6(t)) return;
	const { options } = track(t, new Socket(AF_INET6, SOCK_DGRAM));
	takes(t, options, { ipv6V6only: true, ipv6UnicastHops: 7, ipv6MulticastHops: 9, ipv6MulticastLoop: false });
	takes(t, options, {
		ipv6Tclass: 0x20,
		ipv6RecvPktinfo: true,
		ipv6RecvHoplimit: true,
		ipv6RecvTclass: true,
	});
});

test("options: those of TCP, times in milliseconds", (t) => {
	const sock = track(t, new Socket());
	takes(t, sock.options, { tcpNodelay: true, tcpKeepIdle: 7000, tcpKeepIntvl: 3000, tcpKeepCnt: 4 });
	sock.options.tcpKeepIdle = 7000.5;
	t.is(sock.options.tcpKeepIdle, 8000, "rounded up");
	if (!isLinux) return lacking(t, "TCP_USER_TIMEOUT");
	takes(t, sock.options, {
		tcpUserTimeout: 5000,
		tcpCork: true,
		tcpSynCnt: 3,
		tcpLinger2: 4000,
		tcpNotsentLowat: 9000,
	});
	t.is(sock.getsockopt(IPPROTO_TCP, TCP_USER_TIMEOUT), 5000);
	sock.options.tcpUserTimeout = 0.1;
	t.is(sock.options.tcpUserTimeout, 1);
	const name = sock.options.tcpCongestion;
	takes(t, sock.options, { tcpCongestion: name });
	t.throws(() => Object.assign(sock.options, { tcpCongestion: "no-such" }), {
		instanceOf: OSError,
		code: "ENOENT",
	});
});

test("options: linger is in milliseconds, undefined for none", (t) => {
	const sock = track(t, new Socket());
	t.is(sock.options.linger, undefined);
	takes(t, sock.options, { linger: 2000 });
	sock.options.linger = 2001;
	t.is(sock.options.linger, 3000);
	if (isLinux)
		t.deepEqual(
			[...new Int32Array(new Uint8Array(sock.getsockopt(SOL_SOCKET, SO_LINGER, 8)).buffer)],
			[1, 3],
		);
	takes(t, sock.options, { linger: 0 });
	takes(t, sock.options, { linger: undefined });
});

test("options: a linger of 0 resets the connection, and error tells of it once", (t) => {
	const [client, server] = connected(t);
	server.options.linger = 0;
	server.close();
	client.setblocking(false);
	t.is(client.options.error?.code, "ECONNRESET");
	t.is(client.options.error, undefined);
});

test("options: those of Linux alone", (t) => {
	if (!isLinux) return lacking(t, "SO_PRIORITY");
	const sock = track(t, new Socket(AF_INET, SOCK_DGRAM));
	const { options } = sock;
	takes(t, options, {
		priority: 5,
		timestampNs: true,
		maxPacingRate: 100_000,
		ipFreebind: true,
		ipMulticastAll: false,
	});
	takes(t, options, { maxPacingRate: Number.POSITIVE_INFINITY, ipPktinfo: true });
	t.deepEqual([options.domain, options.protocol], [AF_INET, 17]);
	t.is(options.bindToDevice, "");
	try {
		options.mark = 0xf0000000;
		t.is(options.mark, 0xf0000000);
		options.bindToDevice = "lo";
		t.is(options.bindToDevice, "lo");
	} catch (error) {
		t.is((error as OSError).code, "EPERM", "neither is for everybody");
	}
});

test("options: peerCredentials of a Unix stream", (t) => {
	if (Number.isNaN(platform.sockets.constants.SO_PEERCRED))
		return skip(t, "SO_PEERCRED", "this system has none");
	const [a, b] = socketpair(AF_UNIX, SOCK_STREAM);
	track(t, a);
	track(t, b);
	t.deepEqual(a.options.peerCredentials, {
		pid: process.pid,
		uid: process.getuid?.() ?? -1,
		gid: process.getgid?.() ?? -1,
	});
	takes(t, a.options, { ...(isLinux ? { passCred: true } : {}) });
});

test("options: tcpInfo tells how a connection goes", (t) => {
	if (platform.options.tcpInfo.fields.length === 0)
		return skip(t, "TCP_INFO", "its layout is not known here");
	const [client, server, listener] = connected(t);
	client.sendall(Buffer.alloc(1000));
	let received = 0;
	while (received < 1000) received += server.recv(1000).length;
	server.sendall("x");
	client.recv(1);
	const info = client.options.tcpInfo;
	t.is(info.state, "ESTABLISHED");
	t.is(listener.options.tcpInfo.state, "LISTEN");
	t.true((info.rtt ?? -1) >= 0 && (info.rtt ?? 0) < 60_000);
	t.true((info.rto ?? 0) >= 1 && (info.sndMss ?? 0) > 100 && (info.sndCwnd ?? 0) > 0);
	if (!isLinux) return;
	t.is(info.bytesAcked, 1001);
	t.is(server.options.tcpInfo.bytesReceived, 1000);
	t.is(info.totalRetrans, 0);
	server.close();
	client.recv(1);
	t.is(client.options.tcpInfo.state, "CLOSE_WAIT");
});

test("options: the places of tcpInfo's fields are the C compiler's", (t) => {
	if (!isLinux) return lacking(t, "linux/tcp.h");
	if (!hasCommand(t, "cc")) return;
	const { fields } = platform.options.tcpInfo;
	const inC = (name: string) => `tcpi_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
	const whole = fields.filter(([, kind]) => !kind.endsWith("4") || kind === "u64" || kind === "us64");
	// Headers that are older than the last fields tell of the others.
	const program = (count: number) => {
		const lines = whole
			.slice(0, count)
			.map(
				([name]) => `printf("%zu %zu\\n", offsetof(struct tcp_info, ${inC(name)}), sizeof i.${inC(name)});`,
			);
		return `#include <stdio.h>\n#include <stddef.h>\n#include <linux/tcp.h>\nint main(void) { struct tcp_info i; ${lines.join("\n")} }\n`;
	};
	const binary = join(temporaryFolder(t), "places");
	let known = whole.length;
	while (
		known > 20 &&
		spawnSync("cc", ["-x", "c", "-w", "-o", binary, "-"], { input: program(known) }).status !== 0
	) {
		known -= 1;
	}
	const sizes: Record<string, number> = { u8: 1, u16: 2, u32: 4, us: 4, u64: 8, us64: 8 };
	const expected = whole.slice(0, known).map(([, kind, at]) => `${at} ${sizes[kind]}`);
	t.deepEqual(spawnSync(binary, { encoding: "utf8" }).stdout.trim().split("\n"), expected);
	t.true(known > 35);
});

test("options: multicast over IPv4, by address and by index, and left again", (t) => {
	const group = "239.77.1.1";
	const receiver = track(t, new Socket(AF_INET, SOCK_DGRAM));
	receiver.bind(["0.0.0.0", 0]);
	receiver.settimeout(5000);
	const [, port] = receiver.getsockname<InetAddress>();
	const sender = track(t, new Socket(AF_INET, SOCK_DGRAM));
	sender.options.multicastInterface = "127.0.0.1";
	t.is(sender.options.multicastInterface, "127.0.0.1");
	const ways = [{ interface: "127.0.0.1" }, ...(isLinux ? [{ interface: "lo" }, { interface: 1 }] : [])];
	for (const options of ways) {
		receiver.options.joinGroup(group, options);
		t.throws(() => receiver.options.joinGroup(group, options), { instanceOf: OSError, code: "EADDRINUSE" });
		sender.sendto("to all", [group, port]);
		t.is(receiver.recv(100).toString(), "to all");
		receiver.options.leaveGroup(group, options);
		t.throws(() => receiver.options.leaveGroup(group, options), {
			instanceOf: OSError,
			code: "EADDRNOTAVAIL",
		});
	}
	sender.sendto("to nobody", [group, port]);
	sender.sendto("to one", ["127.0.0.1", port]);
	t.is(receiver.recv(100).toString(), "to one");
});

test("options: multicast from one source alone", (t) => {
	if (Number.isNaN(platform.sockets.constants.IP_ADD_SOURCE_MEMBERSHIP)) {
		return skip(t, "IP_ADD_SOURCE_MEMBERSHIP", "this system has none");
	}
	const group = "239.77.1.2";
	const receiver = track(t, new Socket(AF_INET, SOCK_DGRAM));
	receiver.bind(["0.0.0.0", 0]);
	receiver.settimeout(5000);
	const [, port] = receiver.getsockname<InetAddress>();
	const own = { interface: "127.0.0.1", source: "127.0.0.1" };
	receiver.options.joinGroup(group, own);
	const sender = track(t, new Socket(AF_INET, SOCK_DGRAM));
	sender.options.multicastInterface = "127.0.0.1";
	if (isLinux) {
		const other = track(t, new Socket(AF_INET, SOCK_DGRAM));
		other.bind(["127.0.0.2", 0]);
		other.options.multicastInterface = "127.0.0.1";
		other.sendto("from another", [group, port]);
	}
	sender.sendto("from the source", [group, port]);
	t.is(receiver.recv(100).toString(), "from the source");
	receiver.options.leaveGroup(group, own);
});

test("options: multicast over IPv6", (t) => {
	if (!hasLoopback6(t)) return;
	const receiver = track(t, new Socket(AF_INET6, SOCK_DGRAM));
	receiver.bind(["::", 0]);
	receiver.settimeout(5000);
	const [, port] = receiver.getsockname() as [string, number];
	const name = isLinux ? "lo" : "lo0";
	const sender = track(t, new Socket(AF_INET6, SOCK_DGRAM));
	try {
		receiver.options.joinGroup("ff01::77:1", { interface: name });
		sender.options.multicastInterface = name;
		t.is(typeof sender.options.multicastInterface, "number");
		sender.sendto("to all", ["ff01::77:1", port]);
	} catch (error) {
		return skip(t, "IPv6 multicast on loopback", `${(error as OSError).code} here`);
	}
	t.is(receiver.recv(100).toString(), "to all");
	receiver.options.leaveGroup("ff01::77:1", { interface: name });
	t.throws(() => receiver.options.leaveGroup("ff01::77:1", { interface: name }), { instanceOf: OSError });
});

test("options: reusePort lets worker threads share a port", async (t) => {
	if (!isLinux) return skip(t, "SO_REUSEPORT", "only Linux shares the work by it");
	const first = track(t, new Socket(AF_INET, SOCK_STREAM));
	first.options.reusePort = true;
	first.bind(["127.0.0.1", 0]);
	const [, port] = first.getsockname<InetAddress>();
	const source = `
		const { parentPort, workerData } = require("node:worker_threads");
		import(workerData.library).then(async ({ AF_INET, getEventLoop, SOCK_STREAM, Socket }) => {
			const sock = new Socket(AF_INET, SOCK_STREAM);
			sock.options.reusePort = true;
			sock.bind(["127.0.0.1", workerData.port]);
			sock.listen();
			sock.setblocking(false);
			parentPort.postMessage("listening");
			const loop = getEventLoop();
			for (let count = 1; ; count += 1) {
				const [peer] = await loop.sockAccept(sock);
				await loop.sockSendall(peer, String(workerData.number));
				peer.close();
			}
		});`;
	const library = new URL("../../src/index.js", import.meta.url).href;
	const workers = [1, 2].map(
		(number) => new Worker(source, { eval: true, workerData: { library, port, number } }),
	);
	const ended = workers.map((worker) => new Promise((resolve) => worker.once("exit", resolve)));
	await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("message", resolve))));
	// It is bound only, and takes no connections: its port is kept for the workers.
	const answers = new Set<string>();
	for (let count = 0; count < 200 && answers.size < 2; count += 1) {
		using client = new Socket(AF_INET, SOCK_STREAM);
		client.connect(["127.0.0.1", port]);
		answers.add(client.recv(10).toString());
	}
	t.deepEqual([...answers].sort(), ["1", "2"]);
	for (const worker of workers) worker.terminate();
	await Promise.all(ended);
});

test("options: wrong values are refused in a sentence", (t) => {
	const sock = track(t, new Socket(AF_INET, SOCK_DGRAM));
	const set = (name: string, value: unknown) => () => {
		(sock.options as unknown as Record<string, unknown>)[name] = value;
	};
	t.throws(set("keepAlive", 1), {
		instanceOf: TypeError,
		message: "Cannot set keepAlive: it must be true or false, got 1",
	});
	t.throws(set("rcvbuf", "big"), {
		instanceOf: TypeError,
		message: 'Cannot set rcvbuf: it must be a whole number, got "big"',
	});
	t.throws(set("ipTtl", 256), {
		instanceOf: RangeError,
		message: "Cannot set ipTtl: it must be between 1 and 255, got 256",
	});
	t.throws(set("ipTtl", Number.NaN), { instanceOf: TypeError });
	t.throws(set("tcpKeepIdle", "5"), { instanceOf: TypeError, message: /must be milliseconds, got "5"/ });
	t.throws(set("tcpKeepIdle", -1), { instanceOf: RangeError });
	t.throws(set("linger", Number.POSITIVE_INFINITY), { instanceOf: RangeError });
	t.throws(set("type", 1), { instanceOf: TypeError, message: "Cannot set type: it can only be read" });
	t.throws(set("tcpInfo", {}), { instanceOf: TypeError });
	t.throws(set("multicastInterface", {}), { instanceOf: TypeError });
	t.throws(set("multicastInterface", "1.2.3.400"), { instanceOf: ValueError });
	if (isLinux) {
		t.throws(set("bindToDevice", "x".repeat(16)), { instanceOf: RangeError });
		t.throws(set("bindToDevice", "a\0b"), { instanceOf: ValueError });
		t.throws(() => sock.options.tcpInfo, { instanceOf: OSError });
	}
	const join = (group: unknown, options?: object) => () => sock.options.joinGroup(group as string, options);
	t.throws(join("10.0.0.1"), { instanceOf: ValueError, message: /10.0.0.1 is no multicast address/ });
	t.throws(join("ff02::1"), { instanceOf: ValueError, message: /address of the socket's family/ });
	t.throws(join(7), { instanceOf: TypeError });
	t.throws(join("239.1.1.1", { interface: "no-such-interface" }), { instanceOf: OSError });
	t.throws(join("239.1.1.1", { source: "127.0.0.1", interface: "lo" }), { instanceOf: ValueError });
	t.throws(join("239.1.1.1", { source: "nobody" }), { instanceOf: ValueError });
	const [a, b] = socketpair();
	track(t, a);
	track(t, b);
	t.throws(() => a.options.joinGroup("239.1.1.1"), { instanceOf: ValueError, message: /family/ });
});

test("options: what the system lacks is refused in a sentence", (t) => {
	// A constant that only BSD has stands for what Linux's table lacks, and the other way round.
	const constant = isLinux ? "SO_USER_COOKIE" : "SO_PEERSEC";
	if (!Number.isNaN(platform.sockets.constants[constant])) return skip(t, constant, "this system has it");
	const codec = flag("SOL_SOCKET", constant);
	const state = { fd: 0, timeout: 0, family: AF_INET, type: SOCK_STREAM, proto: 0 };
	t.throws(() => codec.get(state, "cookie"), {
		instanceOf: NotImplementedError,
		message: `Cannot read cookie: this system has no ${constant}`,
	});
	t.throws(() => codec.set?.(state, "cookie", true), {
		instanceOf: NotImplementedError,
		message: `Cannot set cookie: this system has no ${constant}`,
	});
});

test("options: closed, everything says EBADF", (t) => {
	const sock = new Socket();
	const { options } = sock;
	sock.close();
	for (const use of [
		() => options.keepAlive,
		() => options.linger,
		() => options.multicastInterface,
		() => options.joinGroup("239.1.1.1"),
		() => {
			options.keepAlive = true;
		},
	]) {
		t.throws(use, { instanceOf: OSError, code: "EBADF" });
	}
});
