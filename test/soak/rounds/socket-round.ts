/** Both directions of a connection by `sock…` operations; it ends in order, or one end is closed or reset in the middle. */
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { SHUT_WR, SO_LINGER, SOL_SOCKET, type Socket } from "../../../src/index.js";
import { attempt, pause } from "../attempt.js";
import { content, contentFault } from "../content.js";
import type { Round } from "../soak.js";
import { connectedSockets } from "./connected-sockets.js";
import { tolerate } from "./tolerated.js";

/** How much may have been sent. */
interface Sent {
	least: number;
	most: number;
}

/** Sends a file: taken back or broken off, its place tells how much has gone. */
async function sendFile(round: Round, sock: Socket, id: number, sent: Sent): Promise<void> {
	const { random, loop, soak } = round;
	const path = soak.newPath();
	const before = sent.most;
	const size = random.length(200_000);
	writeFileSync(path, content(id, before, size));
	const fd = openSync(path, "r");
	sent.most += size;
	try {
		await attempt(round, "sockSendfile", (options) => loop.sockSendfile(sock, fd, options));
	} finally {
		const place = /pos:\s+(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "latin1"));
		sent.least = sent.most = before + Number(place?.[1]);
		closeSync(fd);
		rmSync(path);
	}
}

async function send(round: Round, sock: Socket, id: number, sent: Sent): Promise<void> {
	const { random, loop } = round;
	const total = random.length(400_000);
	while (sent.most < total) {
		if (random.chance(0.05)) {
			await sendFile(round, sock, id, sent);
			continue;
		}
		const bytes = content(id, sent.most, random.length(100_000));
		if (random.chance(0.5)) {
			// What is taken back has sent nothing; until it tells, it may have sent all.
			const before = sent.most;
			sent.most += bytes.length;
			const result = await attempt(round, "sockSend", (options) => loop.sockSend(sock, bytes, options));
			sent.least = sent.most = before + (result?.value ?? 0);
		} else {
			sent.most += bytes.length;
			const result = await attempt(
				round,
				"sockSendall",
				(options) => loop.sockSendall(sock, bytes, options),
				0.05,
			);
			// Nobody knows how much of it went: nothing can follow.
			if (result === undefined) break;
			sent.least = sent.most;
		}
		if (random.chance(0.2)) await pause(random);
	}
	sock.shutdown(SHUT_WR);
}

async function receive(round: Round, sock: Socket, id: number): Promise<number> {
	const { random, loop } = round;
	const into = Buffer.alloc(65_536);
	for (let received = 0; ; ) {
		const size = random.length(into.length);
		let data: Buffer | undefined;
		if (random.chance(0.7)) {
			data = (await attempt(round, "sockRecv", (options) => loop.sockRecv(sock, size, options)))?.value;
		} else {
			const buffer = into.subarray(0, size);
			const result = await attempt(round, "sockRecvInto", (options) =>
				loop.sockRecvInto(sock, buffer, options),
			);
			data = result && buffer.subarray(0, result.value);
		}
		if (data === undefined) continue;
		if (data.length === 0) return received;
		round.check(contentFault(data, id, received, "stream"));
		received += data.length;
		if (random.chance(0.1)) await pause(random);
	}
}

/** The round. */
export async function socketRound(round: Round): Promise<void> {
	const { random, soak } = round;
	const [a, b] = await connectedSockets(round);
	let broken = false;
	const way = async (from: Socket, to: Socket): Promise<void> => {
		const id = soak.newId();
		const sent: Sent = { least: 0, most: 0 };
		let received = -1;
		const receiving = receive(round, to, id).then((count) => {
			received = count;
		});
		await Promise.all([
			tolerate(() => broken, send(round, from, id, sent)),
			tolerate(() => broken, receiving),
		]);
		if (broken && received < 0) return;
		round.expect(
			received <= sent.most && (broken || received >= sent.least),
			() => `stream ${id}: ${sent.least} to ${sent.most} bytes were sent, ${received} came`,
		);
	};
	const ways = Promise.all([way(a, b), way(b, a)]);
	if (random.chance(0.3)) {
		for (let i = random.between(1, 20); i > 0; i -= 1) await pause(random);
		broken = true;
		const victim = random.pick([a, b]);
		if (random.chance(0.5)) {
			round.begin("reset");
			victim.setsockopt(SOL_SOCKET, SO_LINGER, Buffer.from(new Int32Array([1, 0]).buffer));
		} else round.begin("close in the middle");
		victim.close();
	}
	try {
		await ways;
	} finally {
		a.close();
		b.close();
	}
}
