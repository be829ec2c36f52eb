/** VSOCK, CAN, Bluetooth and AF_ALG, where the kernel has them. */
import test from "ava";
import {
	AF_ALG,
	AF_BLUETOOTH,
	AF_CAN,
	AF_VSOCK,
	BTPROTO_HCI,
	CAN_ISOTP,
	CAN_J1939,
	CAN_RAW,
	CAN_RAW_FD_FRAMES,
	type CanAddress,
	type CanFrame,
	decodeCanFrame,
	encodeCanFrame,
	type HciAddress,
	ifNameindex,
	J1939_NO_NAME,
	J1939_NO_PGN,
	OSError,
	SOCK_DGRAM,
	SOCK_RAW,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	SOL_CAN_RAW,
	Socket,
	VMADDR_CID_ANY,
	VMADDR_CID_LOCAL,
	VMADDR_PORT_ANY,
	type VsockAddress,
} from "../../../src/index.js";
import { newLoop } from "../../helpers/new-loop.js";
import { openOrSkip } from "../../helpers/open-or-skip.js";
import { skip } from "../../helpers/skip.js";
import { track } from "../helpers/track.js";

const onLinux = process.platform === "linux";

test("vsock: the kernel chooses a port, and a second socket cannot have it", (t) => {
	if (!onLinux) return skip(t, "AF_VSOCK", process.platform);
	const sock = openOrSkip(t, "AF_VSOCK", () => new Socket(AF_VSOCK, SOCK_STREAM));
	if (sock === undefined) return;
	t.deepEqual(sock.getsockname(), { cid: VMADDR_CID_ANY, port: VMADDR_PORT_ANY });
	sock.bind({ cid: VMADDR_CID_ANY, port: VMADDR_PORT_ANY });
	const { cid, port } = sock.getsockname<VsockAddress>();
	t.is(cid, VMADDR_CID_ANY);
	t.true(port >= 1024 && port < VMADDR_PORT_ANY);
	sock.listen();
	const other = track(t, new Socket(AF_VSOCK, SOCK_STREAM));
	const error = t.throws(() => other.bind({ cid: VMADDR_CID_ANY, port }), { instanceOf: OSError });
	t.is(error.code, "EADDRINUSE");
	t.is(error.address, `{ cid: ${VMADDR_CID_ANY}, port: ${port} }`);
});

test("vsock: a connection within this machine", async (t) => {
	if (!onLinux) return skip(t, "AF_VSOCK", process.platform);
	const server = openOrSkip(t, "AF_VSOCK", () => new Socket(AF_VSOCK, SOCK_STREAM));
	if (server === undefined) return;
	try {
		// What cannot be bound has no loopback, and to connect would only time out.
		server.bind({ cid: VMADDR_CID_LOCAL, port: VMADDR_PORT_ANY });
	} catch (error) {
		return skip(t, "VMADDR_CID_LOCAL", (error as OSError).message);
	}
	server.listen();
	server.setblocking(false);
	const loop = newLoop(t);
	const client = track(t, new Socket(AF_VSOCK, SOCK_STREAM));
	client.setblocking(false);
	const accepting = loop.sockAccept<VsockAddress>(server);
	await loop.sockConnect(client, server.getsockname());
	const [connection, peer] = await accepting;
	track(t, connection);
	t.is(peer.cid, VMADDR_CID_LOCAL);
	t.deepEqual(peer, client.getsockname());
	await loop.sockSendall(client, "hello");
	t.is((await loop.sockRecv(connection, 100)).toString(), "hello");
});

test("CAN: raw, ISO-TP and J1939 sockets take their addresses", (t) => {
	if (!onLinux) return skip(t, "AF_CAN", process.platform);
	const name = ifNameindex().find(([, each]) => each.startsWith("vcan"))?.[1];
	const raw = openOrSkip(t, "AF_CAN", () => new Socket(AF_CAN, SOCK_RAW, CAN_RAW));
	if (raw === undefined) return;
	raw.bind({ interface: "" });
	t.deepEqual(raw.getsockname(), { interface: "" });
	if (name === undefined) return skip(t, "vcan", "no such interface");
	const addresses: [type: number, proto: number, address: CanAddress][] = [
		[SOCK_RAW, CAN_RAW, { interface: name }],
		[SOCK_DGRAM, CAN_ISOTP, { interface: name, rxId: 0x123, txId: 0x456 }],
		[SOCK_DGRAM, CAN_J1939, { interface: name, name: BigInt(J1939_NO_NAME), pgn: J1939_NO_PGN, addr: 0x20 }],
	];
	for (const [type, proto, address] of addresses) {
		const sock = openOrSkip(t, `CAN protocol ${proto}`, () => new Socket(AF_CAN, type, proto));
		sock?.bind(address);
		if (sock !== undefined) t.deepEqual(sock.getsockname(), address);
	}
});

test("CAN: frames over a virtual bus, classic and FD", async (t) => {
	if (!onLinux) return skip(t, "AF_CAN", process.platform);
	const name = ifNameindex().find(([, each]) => each.startsWith("vcan"))?.[1];
	const sender = openOrSkip(t, "AF_CAN", () => new Socket(AF_CAN, SOCK_RAW, CAN_RAW));
	if (sender === undefined) return;
	if (name === undefined) return skip(t, "vcan", "no such interface");
	const receiver = track(t, new Socket(AF_CAN, SOCK_RAW, CAN_RAW));
	const loop = newLoop(t);
	for (const sock of [sender, receiver]) {
		sock.setblocking(false);
		sock.setsockopt(SOL_CAN_RAW, CAN_RAW_FD_FRAMES, 1);
		sock.bind({ interface: name });
	}
	const frames: CanFrame[] = [
		{ id: 0x123, data: Buffer.from("classic") },
		{ id: 0x12345, data: Buffer.alloc(64, 7), fd: true },
	];
	for (const frame of frames) {
		await loop.sockSendall(sender, encodeCanFrame(frame));
		const [bytes, from] = await loop.sockRecvfrom(receiver, 72);
		t.deepEqual(decodeCanFrame(bytes).data, frame.data);
		t.deepEqual(from, { interface: name });
	}
});

test("Bluetooth: an HCI socket is bound to no adapter", (t) => {
	if (!onLinux) return skip(t, "AF_BLUETOOTH", process.platform);
	const sock = openOrSkip(t, "AF_BLUETOOTH", () => new Socket(AF_BLUETOOTH, SOCK_RAW, BTPROTO_HCI));
	if (sock === undefined) return;
	const address: HciAddress = { device: 0xffff, channel: 0 };
	sock.bind(address);
	t.notThrows(() => String(sock));
});

test("AF_ALG: the kernel computes SHA-256", (t) => {
	if (!onLinux) return skip(t, "AF_ALG", process.platform);
	const sock = openOrSkip(t, "AF_ALG", () => new Socket(AF_ALG, SOCK_SEQPACKET));
	if (sock === undefined) return;
	sock.bind({ type: "hash", name: "sha256" });
	const [computation] = sock.accept();
	track(t, computation);
	computation.sendall("");
	t.is(
		computation.recv(32).toString("hex"),
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	);
});
