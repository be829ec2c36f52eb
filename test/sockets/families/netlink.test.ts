/** Netlink sockets against the kernel, Node and Python. */
import { networkInterfaces } from "node:os";
import test, { type ExecutionContext } from "ava";
import { OSError } from "../../../src/errors.js";
import {
	AF_NETLINK,
	DatagramProtocol,
	type DatagramTransport,
	decodeAttributes,
	encodeNetlink,
	IFA_ADDRESS,
	IFA_LOCAL,
	IFLA_IFNAME,
	ifNameindex,
	inetNtop,
	NETLINK_ROUTE,
	NETLINK_USERSOCK,
	type NetlinkAddress,
	type NetlinkMessage,
	NetlinkReply,
	NLM_F_DUMP,
	NLM_F_REQUEST,
	RTM_GETADDR,
	RTM_GETLINK,
	SOCK_DGRAM,
	SOCK_RAW,
	Socket,
} from "../../../src/index.js";
import { newLoop } from "../../helpers/new-loop.js";
import { openOrSkip } from "../../helpers/open-or-skip.js";
import { reasonOf } from "../../helpers/reason-of.js";
import { skip } from "../../helpers/skip.js";
import { python } from "../helpers/python.js";

const kernel: NetlinkAddress = { pid: 0, groups: 0 };

function routeSocket(t: ExecutionContext, proto = NETLINK_ROUTE): Socket | undefined {
	if (process.platform !== "linux") {
		skip(t, "AF_NETLINK", process.platform);
		return undefined;
	}
	const sock = openOrSkip(t, "AF_NETLINK", () => new Socket(AF_NETLINK, SOCK_RAW, proto));
	sock?.bind(kernel);
	return sock;
}

function ask(sock: Socket, question: NetlinkMessage): Required<NetlinkMessage>[] {
	const { sequence = 0 } = question;
	sock.sendto(encodeNetlink(question), kernel);
	const reply = new NetlinkReply(sequence);
	while (!reply.done) reply.add(sock.recv(65_536));
	return reply.messages;
}

const dump = (type: number, size: number): NetlinkMessage => ({
	type,
	flags: NLM_F_REQUEST | NLM_F_DUMP,
	sequence: 42,
	payload: Buffer.alloc(size),
});

const attributesOf = ({ payload }: Required<NetlinkMessage>, struct: number) =>
	new Map(decodeAttributes(payload.subarray(struct)).map(({ type, value }) => [type, Buffer.from(value)]));
const word = (bytes: Uint8Array) => new Uint32Array(new Uint8Array(bytes.subarray(4, 8)).buffer)[0] ?? 0;

test("RTM_GETLINK lists the interfaces that if_nameindex lists", (t) => {
	const sock = routeSocket(t);
	if (sock === undefined) return;
	const links = ask(sock, dump(RTM_GETLINK, 16)).map((message): [number, string] => [
		word(message.payload),
		attributesOf(message, 16).get(IFLA_IFNAME)?.toString().replace("\0", "") ?? "",
	]);
	t.deepEqual(links.sort(), ifNameindex().sort());
	t.true(links.length > 0);
});

test("RTM_GETADDR lists every address that Node lists", (t) => {
	const sock = routeSocket(t);
	if (sock === undefined) return;
	const ours = ask(sock, dump(RTM_GETADDR, 8)).map((message) => {
		const [family = 0, prefix = 0] = message.payload;
		const attributes = attributesOf(message, 8);
		const address = attributes.get(IFA_LOCAL) ?? attributes.get(IFA_ADDRESS) ?? Buffer.alloc(4);
		return `${inetNtop(family, address)}/${prefix}`;
	});
	const nodes = Object.values(networkInterfaces())
		.flat()
		.map((info) => info?.cidr);
	t.log(`${ours.length} addresses, of which Node knows ${nodes.length}`);
	for (const cidr of nodes) t.true(ours.includes(String(cidr)), `${cidr} in ${ours.join(" ")}`);
	t.true(ours.includes("127.0.0.1/8") || nodes.length === 0);
});

test("a request that the kernel refuses is an OSError", (t) => {
	const sock = routeSocket(t);
	if (sock === undefined) return;
	const payload = Buffer.from(Uint32Array.of(0, 0x7ffffffe, 0, 0).buffer);
	const error = t.throws(() => ask(sock, { type: RTM_GETLINK, flags: NLM_F_REQUEST, sequence: 1, payload }), {
		instanceOf: OSError,
	});
	t.is(error.code, "ENODEV");
});

test("the kernel chooses a socket's number, and answers as number 0", async (t) => {
	const sock = routeSocket(t);
	if (sock === undefined) return;
	const { pid, groups } = sock.getsockname<NetlinkAddress>();
	t.true(pid > 0);
	t.is(groups, 0);
	t.regex(String(sock), /object/);
	sock.setblocking(false);
	const loop = newLoop(t);
	await loop.sockConnect(sock, kernel);
	t.deepEqual(sock.getpeername(), kernel);
	await loop.sockSendall(sock, encodeNetlink(dump(RTM_GETLINK, 16)));
	const [data, from] = await loop.sockRecvfrom<NetlinkAddress>(sock, 65_536);
	t.true(data.length > 0);
	t.deepEqual(from, kernel);
	const room = Buffer.alloc(65_536);
	const [received, sender] = await loop.sockRecvfromInto<NetlinkAddress>(sock, room);
	t.true(received > 0);
	t.deepEqual(sender, kernel);
});

test("two numbers can be no socket's: EADDRINUSE names the address", (t) => {
	const sock = routeSocket(t, NETLINK_USERSOCK);
	if (sock === undefined) return;
	const address = sock.getsockname<NetlinkAddress>();
	const other = new Socket(AF_NETLINK, SOCK_DGRAM, NETLINK_USERSOCK);
	t.teardown(() => other.close());
	const error = t.throws(() => other.bind(address), { instanceOf: OSError });
	t.is(error.code, "EADDRINUSE");
	t.is(error.address, `{ pid: ${address.pid}, groups: 0 }`);
});

test("Python sends to a netlink socket, and has the same numbers", async (t) => {
	const sock = routeSocket(t, NETLINK_USERSOCK);
	if (sock === undefined) return;
	const { pid } = sock.getsockname<NetlinkAddress>();
	const child = python(
		t,
		`
import socket, sys
s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_USERSOCK)
s.bind((0, 0))
print(s.getsockname()[0])
s.sendto(b"hello from Python", (int(sys.argv[1]), 0))
data, address = s.recvfrom(100)
print(data.decode(), address == (int(sys.argv[1]), 0))
`,
		String(pid),
	);
	if (child === undefined) return;
	sock.setblocking(false);
	const loop = newLoop(t);
	const [data, from] = await loop.sockRecvfrom<NetlinkAddress>(sock, 100);
	t.is(data.toString(), "hello from Python");
	await loop.sockSendto(sock, "hello back", from ?? kernel);
	const { stdout } = await child.end();
	t.is(stdout, `${from?.pid}\nhello back True\n`);
});

test("createDatagramEndpoint: a netlink socket of its own", async (t) => {
	if (routeSocket(t) === undefined) return;
	const loop = newLoop(t);
	const reply = new NetlinkReply(42);
	const all = loop.createFuture<number>();
	class Answers extends DatagramProtocol {
		override datagramReceived(data: Buffer, from: NetlinkAddress): void {
			t.deepEqual(from, kernel);
			if (reply.add(data)) all.setResult(reply.messages.length);
		}
	}
	const [transport]: [DatagramTransport, unknown] = await loop.createDatagramEndpoint(() => new Answers(), {
		family: AF_NETLINK,
		proto: NETLINK_ROUTE,
		localAddr: kernel,
		remoteAddr: kernel,
	});
	t.true((transport.getExtraInfo("sockname") as NetlinkAddress).pid > 0);
	t.throws(() => transport.sendto("x", { pid: 1, groups: 0 }), {
		message: /sends to \{ pid: 0, groups: 0 \} only/,
	});
	transport.sendto(encodeNetlink(dump(RTM_GETLINK, 16)));
	t.is(await all, ifNameindex().length);
	transport.close();
});

test("createDatagramEndpoint: an address that is an object does not say its family", async (t) => {
	const loop = newLoop(t);
	t.throws(() => loop.createDatagramEndpoint(() => new DatagramProtocol(), { localAddr: kernel }), {
		instanceOf: TypeError,
		message: /any other form takes the option family/,
	});
	if (process.platform !== "linux") return;
	const wrong = loop.createDatagramEndpoint(() => new DatagramProtocol(), {
		family: AF_NETLINK,
		localAddr: ["127.0.0.1", 0],
	});
	t.true((await reasonOf(wrong)) instanceof TypeError);
});

test("wrong addresses are refused before any system call, in every way in", async (t) => {
	const sock = routeSocket(t);
	if (sock === undefined) return;
	const wrong = { pid: "1", groups: 0 } as unknown as NetlinkAddress;
	const refused = { instanceOf: TypeError, message: /pid must be a whole number, got "1"/ };
	t.throws(() => sock.bind(wrong), refused);
	t.throws(() => sock.connect(wrong), refused);
	t.throws(() => sock.sendto("x", wrong), refused);
	t.throws(() => sock.sendmsg(["x"], [], 0, wrong), refused);
	sock.setblocking(false);
	const loop = newLoop(t);
	t.throws(() => loop.sockConnect(sock, wrong), refused);
	t.throws(() => loop.sockSendto(sock, "x", wrong), refused);
});
