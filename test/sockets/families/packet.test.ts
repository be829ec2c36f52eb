/** Packet sockets: frames over the loopback, and Python's view of the same addresses. */
import test, { type ExecutionContext } from "ava";
import {
	AF_PACKET,
	ARPHRD_LOOPBACK,
	DatagramProtocol,
	ETH_P_IP,
	PACKET_HOST,
	PACKET_OUTGOING,
	type PacketAddress,
	SOCK_DGRAM,
	SOCK_RAW,
	Socket,
} from "../../../src/index.js";
import { newLoop } from "../../helpers/new-loop.js";
import { openOrSkip } from "../../helpers/open-or-skip.js";
import { skip } from "../../helpers/skip.js";
import { python } from "../helpers/python.js";

/** IEEE's types for experiments, one for each test, since they run at once. */
const experimental = { raw: 0x88b5, cooked: 0x88b6 } as const;
const noAddress = Buffer.alloc(6);

function packetSocket(t: ExecutionContext, type: number, protocol: number): Socket | undefined {
	if (process.platform !== "linux") {
		skip(t, "AF_PACKET", process.platform);
		return undefined;
	}
	// Without a protocol it receives nothing before it is bound.
	const sock = openOrSkip(t, "AF_PACKET", () => new Socket(AF_PACKET, type, 0));
	sock?.setblocking(false);
	sock?.bind({ interface: "lo", protocol });
	return sock;
}

/** A frame with this test's own data: another test's, of another process, may come by as well. */
function frame(type: number, text: string): Buffer {
	return Buffer.concat([noAddress, noAddress, Buffer.from([type >> 8, type & 0xff]), Buffer.from(text)]);
}

test("a frame that is sent through the loopback comes back, and says whence", async (t) => {
	const sock = packetSocket(t, SOCK_RAW, experimental.raw);
	if (sock === undefined) return;
	const loop = newLoop(t);
	const sent = frame(experimental.raw, `raw ${process.pid} ${"x".repeat(60)}`);
	await loop.sockSendto(sock, sent, { interface: "lo", protocol: experimental.raw });
	for (;;) {
		const [data, from] = await loop.sockRecvfrom<Required<PacketAddress>>(sock, 2048);
		if (!data.equals(sent)) continue;
		t.deepEqual(from, {
			interface: "lo",
			protocol: experimental.raw,
			type: PACKET_HOST,
			hatype: ARPHRD_LOOPBACK,
			address: noAddress,
		});
		return;
	}
});

test("createDatagramEndpoint: SOCK_DGRAM leaves the frame's header to the kernel", async (t) => {
	if (packetSocket(t, SOCK_DGRAM, experimental.cooked) === undefined) return;
	const loop = newLoop(t);
	const text = `cooked ${process.pid}`;
	const got = loop.createFuture<PacketAddress>();
	class Packets extends DatagramProtocol {
		override datagramReceived(data: Buffer, from: PacketAddress): void {
			if (data.toString() === text && from.type !== PACKET_OUTGOING && !got.done()) got.setResult(from);
		}
	}
	const address = { interface: "lo", protocol: experimental.cooked };
	const [transport] = await loop.createDatagramEndpoint(() => new Packets(), {
		family: AF_PACKET,
		localAddr: address,
	});
	t.deepEqual(transport.getExtraInfo("sockname"), {
		...address,
		type: 0,
		hatype: ARPHRD_LOOPBACK,
		address: noAddress,
	});
	transport.sendto(text, { ...address, address: noAddress });
	const from = await got;
	t.is(from.protocol, experimental.cooked);
	t.is(from.interface, "lo");
	transport.close();
});

test("Python has the same interface, protocol, hardware and address", async (t) => {
	const sock = packetSocket(t, SOCK_RAW, ETH_P_IP);
	if (sock === undefined) return;
	const child = python(
		t,
		`
import json, socket
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
s.bind(("lo", 0x0800))
name, protocol, kind, hatype, address = s.getsockname()
print(json.dumps({"interface": name, "protocol": protocol, "type": kind, "hatype": hatype, "address": address.hex()}))
`,
	);
	if (child === undefined) return;
	const { stdout } = await child.end();
	const { address, ...rest } = sock.getsockname<Required<PacketAddress>>();
	t.deepEqual(JSON.parse(stdout), { ...rest, address: Buffer.from(address).toString("hex") });
	t.is(rest.protocol, ETH_P_IP);
});
