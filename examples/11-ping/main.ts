/**
 * ping: asks a host for an echo, and tells how long that takes.
 *
 *     node dist/examples/11-ping/main.js [ADDRESS] [COUNT]
 *
 * Linux lets everybody do that on a datagram socket where net.ipv4.ping_group_range has their group; else it takes
 * CAP_NET_RAW and a raw socket, which sees every ICMP packet, with its IPv4 header.
 */
import {
	AF_INET,
	AF_INET6,
	getEventLoop,
	type InetAddress,
	IPPROTO_ICMP,
	IPPROTO_ICMPV6,
	OSError,
	SOCK_DGRAM,
	SOCK_RAW,
	Socket,
	sleep,
	timeout,
} from "evloop";
import { echoRequest, echoTypes } from "./echo-request.js";

const [host = "127.0.0.1", count = "3"] = process.argv.slice(2);
const version = host.includes(":") ? 6 : 4;
const identifier = process.pid & 0xffff;

function openSocket(family: number, protocol: number): Socket {
	try {
		return new Socket(family, SOCK_DGRAM, protocol);
	} catch (error) {
		if (!(error instanceof OSError) || error.code !== "EACCES") throw error;
		return new Socket(family, SOCK_RAW, protocol);
	}
}

using sock = version === 6 ? openSocket(AF_INET6, IPPROTO_ICMPV6) : openSocket(AF_INET, IPPROTO_ICMP);
sock.setblocking(false);
const isRaw = sock.type === SOCK_RAW;
console.log(`asking ${host} on a ${isRaw ? "raw" : "ping"} socket`);

/** Waits for the answer with this number; others go by. */
async function answer(sequence: number): Promise<string> {
	for (;;) {
		const [data, from] = await getEventLoop().sockRecvfrom<InetAddress>(sock, 2048);
		const echo = isRaw && version === 4 ? data.subarray(((data[0] ?? 0) & 15) * 4) : data;
		if (echo[0] !== echoTypes[version].answer || echo.readUInt16BE(6) !== sequence) continue;
		if (!isRaw || echo.readUInt16BE(4) === identifier) return `${echo.length} bytes from ${from?.[0]}`;
	}
}

for (let sequence = 1; sequence <= Number(count); sequence += 1) {
	if (sequence > 1) await sleep(100);
	const start = performance.now();
	await getEventLoop().sockSendto(sock, echoRequest(version, identifier, sequence), [host, 0]);
	const said = await timeout(2000, () => answer(sequence));
	console.log(`${said}: seq=${sequence} time=${(performance.now() - start).toFixed(2)} ms`);
}
