/**
 * A network whose one machine is this program: it answers pings to every address of 10.77.0.0/24 but .1, the kernel's.
 *
 *     node dist/examples/11-tun.js [COUNT]     until so many were answered; it takes CAP_NET_ADMIN
 *     ping 10.77.0.2                           meanwhile, in another window
 */
import {
	IFA_ADDRESS,
	IFA_LOCAL,
	IFF_UP,
	ifNametoindex,
	NLM_F_ACK,
	NLM_F_CREATE,
	openTun,
	RTM_NEWADDR,
	RTM_NEWLINK,
} from "evloop";
import { RouteSocket } from "./11-netlink/route-socket.js";

const [count = "Infinity"] = process.argv.slice(2);
const words = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);

/** The address first, then the interface up: `struct ifaddrmsg` and `struct ifinfomsg`. */
async function bringUp(index: number, address: readonly number[], prefix: number): Promise<void> {
	using route = new RouteSocket();
	const value = Buffer.from(address);
	const addressOf = Buffer.concat([Buffer.from([2, prefix, 0, 0]), words(index)]);
	await route.ask(RTM_NEWADDR, NLM_F_CREATE | NLM_F_ACK, addressOf, [
		{ type: IFA_LOCAL, value },
		{ type: IFA_ADDRESS, value },
	]);
	await route.ask(RTM_NEWLINK, NLM_F_ACK, words(0, index, IFF_UP, IFF_UP));
}

/** Turns an echo request into its answer; undefined where the packet is something else. */
function answerTo(packet: Buffer): Buffer | undefined {
	const header = ((packet[0] ?? 0) & 15) * 4;
	if ((packet[0] ?? 0) >> 4 !== 4 || packet[9] !== 1 || packet[header] !== 8) return undefined;
	const answer = Buffer.from(packet);
	packet.copy(answer, 12, 16, 20);
	packet.copy(answer, 16, 12, 16);
	answer[header] = 0;
	// 8 less in the first word is 8 more in the checksum, with the carry added in.
	const sum = packet.readUInt16BE(header + 2) + 0x0800;
	answer.writeUInt16BE((sum & 0xffff) + (sum >> 16), header + 2);
	return answer;
}

using device = openTun({ mode: "tun", name: "evloop%d" });
await bringUp(ifNametoindex(device.name), [10, 77, 0, 1], 24);
console.log(`${device.name} is up`);
for (let left = Number(count); left > 0; ) {
	const answer = answerTo(await device.read());
	if (answer === undefined) continue;
	device.write(answer);
	console.log(`answered ${answer.subarray(16, 20).join(".")} for ${answer.subarray(12, 16).join(".")}`);
	left -= 1;
}
