/** sockSendmmsg and sockRecvmmsg: a system call for a burst. */
import { AF_INET, AF_UNIX, getEventLoop, SOCK_DGRAM, Socket, socketpair } from "evloop";
import { type Figures, type Kind, measureBursts, payload } from "./measure-bursts.js";

const loop = getEventLoop();

async function measure(kind: Kind, sender: Socket, receiver: Socket): Promise<Figures> {
	for (const sock of [sender, receiver]) sock.setblocking(false);
	return measureBursts(kind, async (size) => {
		const messages = Array.from({ length: size }, () => [payload] as const);
		for (let sent = 0; sent < size; ) sent += await loop.sockSendmmsg(sender, messages.slice(sent));
		for (let left = size; left > 0; ) left -= (await loop.sockRecvmmsg(receiver, left, 2048)).length;
	});
}

const receiver = new Socket(AF_INET, SOCK_DGRAM);
receiver.bind(["127.0.0.1", 0]);
const sender = new Socket(AF_INET, SOCK_DGRAM);
sender.connect(receiver.getsockname());
const [left, right] = socketpair(AF_UNIX, SOCK_DGRAM);
console.log(
	JSON.stringify({ ...(await measure("UDP", sender, receiver)), ...(await measure("Unix", left, right)) }),
);
for (const sock of [receiver, sender, left, right]) sock.close();
