/** Datagrams: none is lost between Unix sockets, none is doubled or changed anywhere. */
import {
	AF_INET,
	AF_UNIX,
	DatagramProtocol,
	type DatagramTransport,
	SOCK_DGRAM,
	Socket,
	socketpair,
} from "../../../src/index.js";
import { attempt, pause } from "../attempt.js";
import { content, contentFault } from "../content.js";
import type { Round } from "../soak.js";

/** A datagram begins with its number, which says what follows. */
function datagram(id: number, number: number, size: number): Buffer {
	const head = Buffer.alloc(4);
	head.writeUInt32LE(number);
	return Buffer.concat([head, content(id, number * 31, size)]);
}

/** Checks one; gives its number. */
function numberOf(round: Round, id: number, data: Buffer): number {
	const number = data.length < 4 ? -1 : data.readUInt32LE();
	round.check(contentFault(data.subarray(4), id, number * 31, `datagram ${number} of`));
	return number;
}

async function bySockets(round: Round): Promise<void> {
	const { random, loop, soak } = round;
	const [a, b] = socketpair(AF_UNIX, SOCK_DGRAM);
	a.setblocking(false);
	b.setblocking(false);
	const id = soak.newId();
	const count = random.length(60);
	const sent: number[] = [];
	const received: number[] = [];
	const last = 1e6;
	const sending = (async () => {
		for (let i = 0; i < count; i += 1) {
			const bytes = datagram(id, i, random.length(8000));
			const result = await attempt(round, "sockSend (datagram)", (options) =>
				loop.sockSend(a, bytes, options),
			);
			if (result !== undefined) sent.push(i);
			if (random.chance(0.2)) await pause(random);
		}
		await loop.sockSend(a, datagram(id, last, 1));
	})();
	for (;;) {
		const result = await attempt(round, "sockRecvfrom", (options) => loop.sockRecvfrom(b, 10_000, options));
		if (result === undefined) continue;
		const number = numberOf(round, id, result.value[0]);
		if (number === last) break;
		received.push(number);
	}
	await sending;
	round.expect(String(sent) === String(received), () => `datagrams sent: ${sent}; received: ${received}`);
	a.close();
	b.close();
}

async function byEndpoints(round: Round): Promise<void> {
	const { random, loop, soak } = round;
	const isUnix = random.chance(0.5);
	const id = soak.newId();
	const received: number[] = [];
	const done = loop.createFuture<void>();
	const last = 1e6;
	class Receiver extends DatagramProtocol {
		override datagramReceived(data: Buffer): void {
			const number = numberOf(round, id, data);
			if (number < last) received.push(number);
			else if (!done.done()) done.setResult();
		}
		override connectionLost(): void {
			if (!done.done()) done.setResult();
		}
	}
	const local = isUnix ? soak.newPath() : (["127.0.0.1", 0] as const);
	const [receiver] = await loop.createDatagramEndpoint(() => new Receiver(), {
		localAddr: local as string,
	});
	const [sender] = await loop.createDatagramEndpoint(() => new DatagramProtocol(), {
		remoteAddr: receiver.getExtraInfo("sockname") as string,
	});
	const count = random.length(80);
	for (let i = 0; i < count; i += 1) {
		round.begin("sendto");
		sender.sendto(datagram(id, i, random.length(6000)));
		if (!isUnix || random.chance(0.1)) await pause(random);
	}
	const isBroken = random.chance(0.2);
	if (isBroken) random.pick<DatagramTransport>([sender, receiver]).abort();
	else {
		round.begin("the last datagram");
		// UDP may lose it where the receiver's memory is full.
		while (!done.done()) {
			sender.sendto(datagram(id, last, 1));
			if (isUnix) await done;
			else await pause(random);
		}
	}
	await sender[Symbol.asyncDispose]();
	await receiver[Symbol.asyncDispose]();
	const isRising = received.every((number, i) => i === 0 || number > (received[i - 1] ?? -1));
	round.expect(isRising, () => `datagrams out of order: ${received}`);
	const isWhole = !isUnix || isBroken || received.length === count;
	round.expect(isWhole, () => `${count} Unix datagrams were sent, ${received.length} came`);
}

/** UDP sockets that are closed while somebody waits for them. */
async function closedMeanwhile(round: Round): Promise<void> {
	const { random, loop } = round;
	const sock = new Socket(AF_INET, SOCK_DGRAM);
	sock.setblocking(false);
	sock.bind(["127.0.0.1", 0]);
	round.begin("sockRecvfrom, closed meanwhile");
	const waiting = Promise.allSettled(Array.from({ length: 3 }, () => loop.sockRecvfrom(sock, 100)));
	await pause(random);
	sock.close();
	for (const { status } of await waiting) round.expect(status === "rejected", () => "it received something");
}

/** The round. */
export async function datagramRound(round: Round): Promise<void> {
	await round.random.pick([bySockets, byEndpoints, byEndpoints, closedMeanwhile])(round);
}
