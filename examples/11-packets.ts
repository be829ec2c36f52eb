/**
 * The frames that go through an interface, as tcpdump(8) shows them, until so many have come; it takes CAP_NET_RAW.
 *
 *     node dist/examples/11-packets.js [INTERFACE] [COUNT]
 *
 * Without arguments it looks at the loopback, and sends a UDP datagram through it for there to be something to see.
 */
import {
	AF_INET,
	AF_PACKET,
	ETH_P_ALL,
	ETHERTYPE_IP,
	getEventLoop,
	type InetAddress,
	PACKET_OUTGOING,
	type PacketAddress,
	SOCK_DGRAM,
	SOCK_RAW,
	Socket,
} from "evloop";

const loop = getEventLoop();
const [name = "lo", count = "1"] = process.argv.slice(2);

/** An IPv4 packet in a line: who to whom, with which protocol. */
function showIpv4(packet: Buffer): string {
	const [from, to] = [packet.subarray(12, 16).join("."), packet.subarray(16, 20).join(".")];
	const header = ((packet[0] ?? 0) & 15) * 4;
	if (packet[9] !== 17) return `${from} > ${to} protocol ${packet[9]}`;
	const [source, target] = [packet.readUInt16BE(header), packet.readUInt16BE(header + 2)];
	return `${from}:${source} > ${to}:${target} UDP ${JSON.stringify(packet.toString("latin1", header + 8))}`;
}

// SOCK_RAW frames have their Ethernet header; SOCK_DGRAM would leave it out.
using sock = new Socket(AF_PACKET, SOCK_RAW);
sock.setblocking(false);
sock.bind({ interface: name, protocol: ETH_P_ALL });
using receiver = new Socket(AF_INET, SOCK_DGRAM);
receiver.bind(["127.0.0.1", 0]);
using sender = new Socket(AF_INET, SOCK_DGRAM);
const send = () => sender.sendto("to be seen", receiver.getsockname<InetAddress>());
// Until it is seen: on a busy loopback some frames find no room in the queue of this socket.
const sending = process.argv.length < 3 ? setInterval(send, 50) : undefined;
for (let left = Number(count); left > 0; ) {
	const [frame, from] = await loop.sockRecvfrom<PacketAddress>(sock, 65_536);
	// Everything on the loopback is seen twice, going out and coming in.
	if (from === undefined || (name === "lo" && from.type === PACKET_OUTGOING)) continue;
	const isIpv4 = from.protocol === ETHERTYPE_IP;
	const what = isIpv4 ? showIpv4(frame.subarray(14)) : `type 0x${from.protocol.toString(16)}`;
	// The machine may be busy on its loopback: then only what we have sent is worth a line.
	if (process.argv.length < 3 && !what.includes("to be seen")) continue;
	console.log(`${from.interface} ${frame.length} bytes ${what}`);
	left -= 1;
}
clearInterval(sending);
