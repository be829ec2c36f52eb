/** Messages with descriptors over a seqpacket or datagram pair: each comes whole and in order, with the files that it was sent with. */
import { closeSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import {
	AF_UNIX,
	CMSG_SPACE,
	SCM_RIGHTS,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOL_SOCKET,
	type Socket,
	socketpair,
} from "../../../src/index.js";
import { attempt, pause } from "../attempt.js";
import { content, contentFault } from "../content.js";
import type { Round } from "../soak.js";

const headSize = 5;
/** The number of the message behind which nothing comes. */
const last = 1e6;
const mostFiles = 3;
const fileSize = 4096;

/** What a round is about: its bytes, and its files. */
interface Matter {
	readonly id: number;
	readonly files: readonly { readonly path: string; readonly id: number }[];
}

function message({ id }: Matter, number: number, files: number, size: number): Buffer {
	const head = Buffer.alloc(headSize);
	head.writeUInt32LE(number);
	head[4] = files;
	return Buffer.concat([head, content(id, number * 31, size)]);
}

async function sendOne(
	round: Round,
	sock: Socket,
	matter: Matter,
	number: number,
	files: number,
): Promise<boolean> {
	const { random, loop } = round;
	const bytes = message(matter, number, files, random.length(8000));
	const middle = random.between(0, bytes.length);
	const parts = [bytes.subarray(0, middle), bytes.subarray(middle)];
	const opened = matter.files.slice(0, files).map(({ path }) => openSync(path, "r"));
	try {
		const sent = random.chance(0.5)
			? await attempt(round, "sockSendFds", (options) => loop.sockSendFds(sock, parts, opened, options))
			: await attempt(round, "sockSendmsg", (options) => {
					const control = new Uint8Array(new Int32Array(opened).buffer);
					const rights = opened.length > 0 ? ([[SOL_SOCKET, SCM_RIGHTS, control]] as const) : [];
					return loop.sockSendmsg(sock, parts, rights, options);
				});
		if (sent !== undefined)
			round.expect(sent.value === bytes.length, () => `${sent.value} of ${bytes.length}`);
		return sent !== undefined;
	} finally {
		for (const fd of opened) closeSync(fd);
	}
}

/** Receives one; gives its number, and `undefined` where it was taken back. */
async function receiveOne(round: Round, sock: Socket, matter: Matter): Promise<number | undefined> {
	const { random, loop } = round;
	const room = 10_000;
	let data: Buffer;
	let fds: number[] = [];
	if (random.chance(0.5)) {
		const got = await attempt(round, "sockRecvFds", (options) =>
			loop.sockRecvFds(sock, room, mostFiles, options),
		);
		if (got === undefined) return undefined;
		[data, fds] = got.value;
	} else {
		const got = await attempt(round, "sockRecvmsg", (options) =>
			loop.sockRecvmsg(sock, room, CMSG_SPACE(4 * mostFiles), options),
		);
		if (got === undefined) return undefined;
		const [bytes, ancillary] = got.value;
		data = bytes;
		for (const [, , rights] of ancillary) {
			for (let at = 0; at < rights.length; at += 4) fds.push(Buffer.from(rights).readInt32LE(at));
		}
	}
	const number = data.length < headSize ? -1 : data.readUInt32LE();
	const place = number * 31;
	round.check(contentFault(data.subarray(headSize), matter.id, place, `message ${number} of`));
	round.expect(fds.length === data[4], () => `message ${number}: ${fds.length} of ${data[4]} files came`);
	const read = Buffer.alloc(100);
	for (const [i, fd] of fds.entries()) {
		const from = random.between(0, fileSize - read.length);
		readSync(fd, read, 0, read.length, from);
		closeSync(fd);
		round.check(contentFault(read, matter.files[i]?.id ?? -1, from, `file ${i} of message ${number}`));
	}
	return number;
}

/** The round. */
export async function messageRound(round: Round): Promise<void> {
	const { random, soak, loop } = round;
	const [a, b] = socketpair(AF_UNIX, random.pick([SOCK_SEQPACKET, SOCK_DGRAM]));
	a.setblocking(false);
	b.setblocking(false);
	const files = Array.from({ length: mostFiles }, () => ({ path: soak.newPath(), id: soak.newId() }));
	for (const { path, id } of files) writeFileSync(path, content(id, 0, fileSize));
	const matter: Matter = { id: soak.newId(), files };
	const sent: number[] = [];
	const received: number[] = [];
	const withFiles = new Set<number>();
	let takenBack = 0;
	const sending = (async () => {
		for (let number = random.length(60); number > 0; number -= 1) {
			const files = random.chance(0.5) ? random.between(1, mostFiles) : 0;
			if (files > 0) withFiles.add(number);
			if (await sendOne(round, a, matter, number, files)) sent.push(number);
			if (random.chance(0.2)) await pause(random);
		}
		await loop.sockSend(a, message(matter, last, 0, 1));
	})();
	for (let number: number | undefined; number !== last; ) {
		number = await receiveOne(round, b, matter);
		if (number === undefined) takenBack += 1;
		else if (number !== last) received.push(number);
	}
	await sending;
	// Whoever gives up on a message that is there has its files closed, and the message with them; without files, none is lost.
	const kept = new Set(received);
	const lost = sent.filter((number) => !kept.has(number));
	const isSo = lost.length <= takenBack && lost.every((number) => withFiles.has(number));
	const expected = sent.filter((number) => kept.has(number));
	round.expect(
		isSo && String(expected) === String(received),
		() =>
			`messages sent: ${sent}, ${[...withFiles]} with files; received: ${received}, ${takenBack} taken back`,
	);
	a.close();
	b.close();
	for (const { path } of files) rmSync(path);
}
