/** Datagram endpoints over UDP. */
import test from "ava";
import { ConnectionRefusedError, OSError } from "../../../src/errors.js";
import type { DatagramTransport } from "../../../src/loop/index.js";
import {
	type Address,
	AF_INET,
	AF_INET6,
	type InetAddress,
	SO_BROADCAST,
	SO_REUSEADDR,
	SO_REUSEPORT,
	SOCK_DGRAM,
	SOL_SOCKET,
	Socket,
} from "../../../src/sockets/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { eventually } from "../../helpers/eventually.js";
import { newLoop } from "../../helpers/new-loop.js";
import { turns } from "../../helpers/turns.js";
import { hasLoopback6 } from "../../sockets/helpers/has-loopback6.js";
import { endpoint } from "./helpers/endpoint.js";
import { Recorder } from "./helpers/recorder.js";

const anyPort = ["127.0.0.1", 0] as const;

/** Sends everything back to where it came from. */
class Echo extends Recorder {
	override datagramReceived(data: Buffer, address: Address | undefined): void {
		super.datagramReceived(data, address);
		this.transport.sendto(data, address);
	}
}

for (const [name, host, family] of [
	["IPv4", "127.0.0.1", AF_INET],
	["IPv6", "::1", AF_INET6],
] as const) {
	test(`UDP over ${name}: an endpoint answers another, both ways with addresses`, async (t) => {
		if (family === AF_INET6 && !hasLoopback6(t)) return;
		const loop = newLoop(t);
		const server = await endpoint(t, loop, { localAddr: [host, 0] }, new Echo());
		const client = await endpoint(t, loop, { remoteAddr: server.transport.getExtraInfo("sockname") });
		t.is(server.transport.getExtraInfo("socket")?.family, family);
		t.deepEqual(client.transport.getExtraInfo("peername"), server.transport.getExtraInfo("sockname"));
		t.is(server.transport.getExtraInfo("peername"), undefined);
		client.transport.sendto("one");
		client.transport.sendto("two", server.transport.getExtraInfo("sockname"));
		await eventually("both answers", () => client.protocol.datagrams.length === 2);
		t.deepEqual(client.protocol.texts, ["one", "two"]);
		t.deepEqual(server.protocol.senders[0], client.transport.getExtraInfo("sockname"));
		t.deepEqual(client.protocol.senders[0], server.transport.getExtraInfo("sockname"));
		client.transport.close();
		server.transport.close();
		await eventually(
			"their ends",
			() => client.protocol.lost !== "not yet" && server.protocol.lost !== "not yet",
		);
		t.is(client.protocol.lost, undefined);
		t.deepEqual(client.protocol.calls, [
			"connectionMade",
			"datagramReceived",
			"datagramReceived",
			"connectionLost",
		]);
		await becomesIdle(loop);
	});
}

test("an empty datagram is a datagram, sent and received, also when it has to wait", async (t) => {
	const loop = newLoop(t);
	const server = await endpoint(t, loop, { localAddr: anyPort });
	const client = await endpoint(t, loop, { remoteAddr: server.transport.getExtraInfo("sockname") });
	client.transport.sendto("");
	client.transport.sendto(new Uint8Array(0));
	client.transport.sendto("x");
	await eventually("all three", () => server.protocol.datagrams.length === 3);
	t.deepEqual(server.protocol.texts, ["", "", "x"]);
});

test("a datagram of UDP's largest size arrives whole, a larger one is errorReceived's", async (t) => {
	const loop = newLoop(t);
	const server = await endpoint(t, loop, { localAddr: anyPort });
	const client = await endpoint(t, loop, { remoteAddr: server.transport.getExtraInfo("sockname") });
	const largest = Buffer.alloc(65_507, "0123456789");
	client.transport.sendto(largest);
	await eventually("the datagram", () => server.protocol.datagrams.length === 1);
	t.true(server.protocol.datagrams[0]?.equals(largest));
	client.transport.sendto(Buffer.alloc(65_508));
	t.is((client.protocol.errors[0] as OSError).code, "EMSGSIZE");
	client.transport.sendto("it goes on");
	await eventually("the next", () => server.protocol.texts[1] === "it goes on");
});

test("each datagram has memory of its own: the next one changes nothing", async (t) => {
	const loop = newLoop(t);
	const server = await endpoint(t, loop, { localAddr: anyPort });
	const client = await endpoint(t, loop, { remoteAddr: server.transport.getExtraInfo("sockname") });
	const sizes = [1, 100, 2047, 2048, 5000, 40_000, 3, 60_000, 7];
	for (const [i, size] of sizes.entries()) client.transport.sendto(Buffer.alloc(size, 97 + i));
	await eventually("all of them", () => server.protocol.datagrams.length === sizes.length);
	for (const [i, size] of sizes.entries()) {
		t.true(server.protocol.datagrams[i]?.equals(Buffer.alloc(size, 97 + i)), `${size} bytes`);
	}
});

test("a connected endpoint hears of a refusal through errorReceived, and goes on", async (t) => {
	const loop = newLoop(t);
	const gone = new Socket(AF_INET, SOCK_DGRAM);
	// An address that nobody else uses: its port is still free when the server comes back.
	gone.bind(["127.83.19.7", 0]);
	const address = gone.getsockname<InetAddress>();
	gone.close();
	const client = await endpoint(t, loop, { remoteAddr: address });
	client.transport.sendto("anybody there?");
	await eventually("the refusal", () => client.protocol.errors.length > 0);
	t.true(client.protocol.errors[0] instanceof ConnectionRefusedError);
	const server = await endpoint(t, loop, { localAddr: address });
	client.transport.sendto("and now?");
	await eventually("the datagram", () => server.protocol.texts.includes("and now?"));
	t.false(client.transport.isClosing());
});

test("sendto's address: absent or the remote one where there is one, required where there is none", async (t) => {
	const loop = newLoop(t);
	const server = await endpoint(t, loop, { localAddr: anyPort });
	const address = server.transport.getExtraInfo("sockname") as InetAddress;
	const client = await endpoint(t, loop, { remoteAddr: address });
	const other = ["127.0.0.1", address[1] === 9 ? 10 : 9] as const;
	t.throws(() => client.transport.sendto("x", other), { name: "ValueError", message: /only/ });
	t.throws(() => server.transport.sendto("x"), { name: "ValueError", message: /takes one/ });
	t.throws(() => server.transport.sendto("x", ["localhost", 9]), {
		name: "ValueError",
		message: /getaddrinfo/,
	});
	t.throws(() => server.transport.sendto("x", "/a/path"), { instanceOf: TypeError });
	t.throws(() => server.transport.sendto("x", ["127.0.0.1", 65_536]), { instanceOf: RangeError });
	for (const wrong of [1, null, undefined, {}, new Uint16Array(2), [1]]) {
		t.throws(() => client.transport.sendto(wrong as never), { instanceOf: TypeError });
	}
	client.transport.sendto("x", [address[0], address[1]]);
	await eventually("the one that was right", () => server.protocol.datagrams.length === 1);
	t.deepEqual(server.protocol.texts, ["x"]);
	t.deepEqual(client.protocol.errors, []);
});

test("allowBroadcast: the socket may, is not connected, and sends to the remote address alone", async (t) => {
	const loop = newLoop(t);
	const server = await endpoint(t, loop, { localAddr: anyPort });
	const address = server.transport.getExtraInfo("sockname") as InetAddress;
	const client = await endpoint(t, loop, { remoteAddr: address, allowBroadcast: true });
	t.not(client.transport.getExtraInfo("socket")?.getsockopt(SOL_SOCKET, SO_BROADCAST), 0);
	t.is(client.transport.getExtraInfo("peername"), undefined);
	client.transport.sendto("without an address");
	client.transport.sendto("with it", address);
	t.throws(() => client.transport.sendto("x", ["127.0.0.1", 1]), { name: "ValueError" });
	await eventually("both", () => server.protocol.datagrams.length === 2);
});

test("reusePort shares a port; SO_REUSEADDR is never set", async (t) => {
	const loop = newLoop(t);
	const first = await endpoint(t, loop, { localAddr: anyPort, reusePort: true });
	const address = first.transport.getExtraInfo("sockname");
	const second = await endpoint(t, loop, { localAddr: address, reusePort: true });
	const sock = second.transport.getExtraInfo("socket");
	t.not(sock?.getsockopt(SOL_SOCKET, SO_REUSEPORT), 0);
	t.is(sock?.getsockopt(SOL_SOCKET, SO_REUSEADDR), 0);
	const alone = await endpoint(t, loop, { localAddr: anyPort });
	const taken = alone.transport.getExtraInfo("sockname") as InetAddress;
	await t.throwsAsync(async () => loop.createDatagramEndpoint(() => new Recorder(), { localAddr: taken }), {
		instanceOf: OSError,
		code: "EADDRINUSE",
	});
});

test("a host's name is looked up, for both addresses; an empty host is every address", async (t) => {
	const loop = newLoop(t);
	const server = await endpoint(t, loop, { localAddr: ["localhost", 0], family: AF_INET });
	const [, port] = server.transport.getExtraInfo("sockname") as InetAddress;
	const client = await endpoint(t, loop, {
		localAddr: ["localhost", 0],
		remoteAddr: ["localhost", port],
		family: AF_INET,
	});
	client.transport.sendto("by name");
	await eventually("the datagram", () => server.protocol.texts[0] === "by name");
	const everywhere = await endpoint(t, loop, { localAddr: ["", 0], family: AF_INET });
	t.is((everywhere.transport.getExtraInfo("sockname") as InetAddress)[0], "0.0.0.0");
	await t.throwsAsync(
		async () =>
			loop.createDatagramEndpoint(() => new Recorder(), { remoteAddr: ["no.such.host.invalid", 1] }),
		{ name: "gaierror" },
	);
});

test("without addresses a family is enough; the kernel gives a port at the first datagram", async (t) => {
	const loop = newLoop(t);
	const server = await endpoint(t, loop, { localAddr: anyPort }, new Echo());
	const client = await endpoint(t, loop, { family: AF_INET });
	client.transport.sendto("from nowhere", server.transport.getExtraInfo("sockname"));
	await eventually("the answer", () => client.protocol.datagrams.length > 0);
	t.deepEqual(client.protocol.texts, ["from nowhere"]);
});

test("a flood is received in bounded parts: Node and another endpoint have their turn", async (t) => {
	const loop = newLoop(t);
	const flooded = await endpoint(t, loop, { localAddr: anyPort });
	const other = await endpoint(t, loop, { localAddr: anyPort });
	const sender = new Socket(AF_INET, SOCK_DGRAM);
	t.teardown(() => sender.close());
	const target = flooded.transport.getExtraInfo("sockname") as InetAddress;
	const count = 200;
	for (let i = 0; i < count; i += 1) sender.sendto(`number ${i}`, target);
	sender.sendto("me, too", other.transport.getExtraInfo("sockname") as InetAddress);
	// Looked at in each round of the loop: an iteration of Node's may hold several turns of ours.
	let [most, seen] = [0, 0];
	const look = () => {
		const { length } = flooded.protocol.datagrams;
		most = Math.max(most, length - seen);
		seen = length;
		if (length < count) loop.callSoon(look);
	};
	loop.callSoon(look);
	await eventually("the flood", () => flooded.protocol.datagrams.length === count);
	t.true(most > 0 && most <= 64, String(most));
	t.deepEqual(
		flooded.protocol.texts,
		Array.from({ length: count }, (_, i) => `number ${i}`),
	);
	await eventually("the other one's", () => other.protocol.datagrams.length > 0);
	t.deepEqual(other.protocol.texts, ["me, too"]);
});

test("pauseReading and resumeReading balance: nothing comes while paused, nothing is lost", async (t) => {
	const loop = newLoop(t);
	const server = await endpoint(t, loop, { localAddr: anyPort });
	const client = await endpoint(t, loop, { remoteAddr: server.transport.getExtraInfo("sockname") });
	const { transport, protocol } = server;
	transport.pauseReading();
	transport.pauseReading();
	t.false(transport.isReading());
	client.transport.sendto("while paused");
	await turns(5);
	t.deepEqual(protocol.datagrams, []);
	transport.resumeReading();
	t.true(transport.isReading());
	await eventually("the datagram", () => protocol.texts[0] === "while paused");
	transport.resumeReading();
	transport.pauseReading();
	client.transport.sendto("once more");
	await turns(5);
	t.is(protocol.datagrams.length, 1, "one pause is enough after two resumes");
	transport.close();
	t.false(transport.isReading());
	transport.resumeReading();
	t.false(transport.isReading());
	await eventually("the end", () => protocol.lost === undefined);
	t.is(protocol.datagrams.length, 1);
});

test("a protocol that pauses within datagramReceived gets no further one", async (t) => {
	const loop = newLoop(t);
	class Once extends Recorder {
		override datagramReceived(data: Buffer, address: Address | undefined): void {
			super.datagramReceived(data, address);
			this.transport.pauseReading();
		}
	}
	const server = await endpoint(t, loop, { localAddr: anyPort }, new Once());
	const sender = new Socket(AF_INET, SOCK_DGRAM);
	t.teardown(() => sender.close());
	for (let i = 0; i < 50; i += 1)
		sender.sendto(String(i), server.transport.getExtraInfo("sockname") as Address);
	for (let i = 1; i <= 50; i += 1) {
		await eventually(`datagram ${i}`, () => server.protocol.datagrams.length >= i);
		await turns(2);
		t.is(server.protocol.datagrams.length, i);
		server.transport.resumeReading();
	}
});

test("what datagramReceived throws goes to the exception handler, and the endpoint goes on", async (t) => {
	const loop = newLoop(t);
	const reports: unknown[] = [];
	loop.setExceptionHandler((_loop, { exception }) => reports.push(String(exception)));
	class Thrower extends Recorder {
		override datagramReceived(data: Buffer, address: Address | undefined): void {
			super.datagramReceived(data, address);
			if (data.toString() === "bad") throw new Error("a bad datagram");
		}
	}
	const server = await endpoint(t, loop, { localAddr: anyPort }, new Thrower());
	const client = await endpoint(t, loop, { remoteAddr: server.transport.getExtraInfo("sockname") });
	for (const text of ["good", "bad", "good again"]) client.transport.sendto(text);
	await eventually("all three", () => server.protocol.datagrams.length === 3);
	t.deepEqual(reports, ["Error: a bad datagram"]);
	t.false(server.transport.isClosing());
});

test("close and abort within datagramReceived end it there", async (t) => {
	const loop = newLoop(t);
	for (const how of ["close", "abort"] as const) {
		class Ender extends Recorder {
			override datagramReceived(data: Buffer, address: Address | undefined): void {
				super.datagramReceived(data, address);
				this.transport[how]();
				this.transport[how]();
			}
		}
		const server = await endpoint(t, loop, { localAddr: anyPort }, new Ender());
		const sender = new Socket(AF_INET, SOCK_DGRAM);
		const target = server.transport.getExtraInfo("sockname") as Address;
		for (let i = 0; i < 5; i += 1) sender.sendto("x", target);
		sender.close();
		await eventually("the end", () => server.protocol.lost === undefined);
		t.deepEqual(server.protocol.calls, ["connectionMade", "datagramReceived", "connectionLost"]);
		server.transport.sendto("into the void", ["127.0.0.1", 9]);
	}
	await becomesIdle(loop);
});

test("a socket that somebody else closes ends the endpoint with the reason", async (t) => {
	const loop = newLoop(t);
	const server = await endpoint(t, loop, { localAddr: anyPort });
	server.transport.getExtraInfo("socket")?.close();
	await eventually("the end", () => server.protocol.lost !== "not yet");
	t.true(server.protocol.lost instanceof OSError);
	await becomesIdle(loop);
});

test("await using closes an endpoint and waits for its end", async (t) => {
	const loop = newLoop(t);
	const protocol = new Recorder();
	const open = async (): Promise<DatagramTransport> => {
		const [transport] = await loop.createDatagramEndpoint(() => protocol, { localAddr: anyPort });
		return transport;
	};
	{
		await using transport = await open();
		t.false(transport.isClosing());
	}
	t.is(protocol.lost, undefined);
});
