/** toDuplex, over real connections. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { type Duplex, Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import test from "ava";
import { getEventLoop } from "../../../src/loop/index.js";
import { SO_LINGER, SOL_SOCKET } from "../../../src/sockets/index.js";
import { type Streams, toDuplex, toWeb } from "../../../src/streams/index.js";
import { eventually } from "../../helpers/eventually.js";
import { reasonOf } from "../../helpers/reason-of.js";
import { turns } from "../../helpers/turns.js";
import { bytesOf } from "../helpers/bytes-of.js";
import { tcpPair, unixPair } from "../helpers/stream-pairs.js";

/** Ends a connection as a peer that has crashed does. */
function reset([, writer]: Streams): void {
	writer.getExtraInfo("socket")?.setsockopt(SOL_SOCKET, SO_LINGER, Buffer.from(Int32Array.of(1, 0).buffer));
	writer.transport.abort();
}

test("toDuplex: refuses what is no reader or no writer", async (t) => {
	const [[reader, writer]] = await unixPair(t);
	t.throws(() => toDuplex(writer as never, writer), { instanceOf: TypeError, message: /reader must be/ });
	t.throws(() => toDuplex(reader, reader as never), { instanceOf: TypeError, message: /writer must be/ });
	t.throws(() => toDuplex(undefined as never, writer), { instanceOf: TypeError });
});

test("toDuplex: strings and bytes go both ways, and both ends end", async (t) => {
	const [a, b] = await tcpPair(t);
	const [left, right] = [toDuplex(...a), toDuplex(...b)];
	left.write("caf\u00e9 ");
	left.write("6f6b20", "hex");
	left.end(Uint8Array.of(33));
	t.is((await bytesOf(right)).toString(), "caf\u00e9 ok !");
	t.false(right.destroyed);
	right.end("and back");
	t.is((await bytesOf(left)).toString(), "and back");
	await eventually("both to be over", () => left.closed && right.closed);
	t.true(a[1].isClosing() && b[1].isClosing());
});

test("toDuplex: a reader that is slow holds the peer back, however much it would send", async (t) => {
	const [[reader, writer], [, peer]] = await unixPair(t);
	const duplex = toDuplex(reader, writer);
	const block = Buffer.alloc(65_536, "x");
	let sent = 0;
	const sending = (async () => {
		for (let i = 0; i < 512; i += 1) {
			peer.write(block);
			await peer.drain();
			sent += block.length;
		}
		peer.writeEof();
	})();
	await once(duplex, "readable");
	// Until it stands still: the kernel, the reader and the Duplex are full.
	for (let before = -1; before !== sent; ) {
		before = sent;
		await turns(200);
	}
	t.true(sent < 4_000_000, `${sent} bytes taken from the peer, and none was read`);
	t.true(duplex.readableLength <= 200_000, `${duplex.readableLength} in the Duplex`);
	let received = 0;
	for await (const chunk of duplex) received += (chunk as Buffer).length;
	await sending;
	t.is(received, 512 * block.length);
});

test("toDuplex: a peer that does not read holds the writer back", async (t) => {
	const [[reader, writer], [peerReader]] = await unixPair(t);
	const duplex = toDuplex(reader, writer);
	const block = Buffer.alloc(65_536, "x");
	let written = 0;
	for (; written < 4_000_000; written += block.length) duplex.write(block);
	await turns(50);
	t.true(duplex.writableLength > 0);
	t.true(writer.transport.getWriteBufferSize() <= written);
	const drained = once(duplex, "drain");
	let received = 0;
	while (received < written) received += (await peerReader.read(65_536)).length;
	await drained;
	t.is(received, written);
});

test("toDuplex: a chunk counts as written when the kernel has it, so destroy() after that loses nothing", async (t) => {
	const [[reader, writer], [peerReader]] = await unixPair(t);
	const duplex = toDuplex(reader, writer);
	const data = randomBytes(1_000_000);
	duplex.write(data, () => duplex.destroy());
	t.deepEqual(await peerReader.read(), data);
	await eventually("its end", () => duplex.closed);
});

test("toDuplex: end() of much is sent to the last byte, to a reader that is slow", async (t) => {
	const [[reader, writer], [peerReader, peer]] = await unixPair(t);
	const duplex = toDuplex(reader, writer);
	const data = randomBytes(2_000_000);
	duplex.end(data);
	peer.writeEof();
	duplex.resume();
	const chunks: Buffer[] = [];
	for await (const chunk of peerReader.chunks({ size: 10_000 })) {
		chunks.push(chunk);
		if (chunks.length % 50 === 0) await turns();
	}
	t.true(Buffer.concat(chunks).equals(data));
	await eventually("its end", () => duplex.closed);
});

test("toDuplex: after end() the peer may go on for as long as it likes", async (t) => {
	const [[reader, writer], [peerReader, peer]] = await tcpPair(t);
	const duplex = toDuplex(reader, writer);
	duplex.end("question");
	t.is(String(await peerReader.read()), "question");
	const got = bytesOf(duplex);
	for (let i = 0; i < 50; i += 1) {
		peer.write(`answer ${i};`);
		await turns(2);
	}
	peer.close();
	t.is((await got).toString().split(";").length, 51);
	t.true(duplex.destroyed);
});

test("toDuplex: after the peer's end it may still write; not so with allowHalfOpen false", async (t) => {
	const [[reader, writer], [peerReader, peer]] = await tcpPair(t);
	const open = toDuplex(reader, writer);
	peer.writeEof();
	open.resume();
	await once(open, "end");
	t.false(open.writableEnded);
	open.end("late");
	t.is(String(await peerReader.read()), "late");

	const [[otherReader, otherWriter], [reading, ending]] = await tcpPair(t);
	const closed = toDuplex(otherReader, otherWriter, { allowHalfOpen: false });
	t.false(closed.allowHalfOpen);
	ending.writeEof();
	closed.resume();
	t.is((await reading.read()).length, 0);
	await eventually("its end", () => closed.closed);
	t.true(otherWriter.isClosing());
});

test.serial("toDuplex: destroy() ends the connection, and a read in flight with it", async (t) => {
	const before = getEventLoop().statistics().watched;
	const [[reader, writer], [peerReader, peer]] = await tcpPair(t);
	const duplex = toDuplex(reader, writer);
	duplex.on("data", () => t.fail("there is no data"));
	await turns(2);
	duplex.destroy();
	t.is((await peerReader.read()).length, 0);
	await eventually("its end", () => duplex.closed);
	t.is(duplex.errored, null);
	t.true(writer.isClosing());
	await writer.waitClosed();
	peer.close();
	await peer.waitClosed();
	// The server of the pair is left; an earlier test's connections may end meanwhile.
	await eventually("all to be over", () => getEventLoop().statistics().watched <= before + 1);
});

test("toDuplex: destroy(error) tells that error, drops what was not sent, and twice is harmless", async (t) => {
	const [[reader, writer], [peerReader]] = await unixPair(t);
	const duplex = toDuplex(reader, writer);
	const told: Error[] = [];
	duplex.on("error", (error) => told.push(error));
	const outcome = new Promise<unknown>((resolve) => duplex.write(Buffer.alloc(5_000_000), resolve));
	const why = new Error("no more of this");
	duplex.destroy(why);
	duplex.destroy(new Error("nobody hears this"));
	await eventually("its end", () => duplex.closed);
	t.deepEqual(told, [why]);
	t.is((await outcome) instanceof Error, true);
	t.true((await peerReader.read()).length < 5_000_000);
});

test("toDuplex: a connection that is reset is an error, to a pending write, too", async (t) => {
	const [[reader, writer], peer] = await tcpPair(t);
	const duplex = toDuplex(reader, writer);
	const failed = once(duplex, "error");
	duplex.resume();
	const outcome = new Promise<unknown>((resolve) => duplex.write(Buffer.alloc(20_000_000), resolve));
	reset(peer);
	const [error] = (await failed) as [NodeJS.ErrnoException];
	t.true(["ECONNRESET", "EPIPE"].includes(error.code ?? ""), String(error));
	t.true((await outcome) instanceof Error);
	await eventually("its end", () => duplex.closed);
});

test("toDuplex: what has arrived is read although the connection is over already", async (t) => {
	const [[reader, writer], [, peer]] = await tcpPair(t);
	const data = randomBytes(100_000);
	peer.write(data);
	peer.close();
	await peer.waitClosed();
	const duplex = toDuplex(reader, writer);
	await once(duplex, "readable");
	// As it is with TLS: nothing can be sent any more, and much was not read yet.
	await eventually("the end to arrive", () => duplex.readableLength > 0);
	writer.close();
	await writer.waitClosed();
	t.false(duplex.destroyed);
	t.true((await bytesOf(duplex)).length > 0);
	await eventually("its end", () => duplex.closed);
});

test("toDuplex: pipeline() with zlib and crypto, both ways, keeps every byte", async (t) => {
	const [a, b] = await unixPair(t);
	const [left, right] = [toDuplex(...a), toDuplex(...b)];
	const data = Buffer.concat([randomBytes(3_000_000), Buffer.alloc(3_000_000, "long")]);
	const [key, iv] = [randomBytes(32), randomBytes(16)];
	const echoing = pipeline(right, right);
	const hash = createHash("sha256");
	const receiving = pipeline(left, createDecipheriv("aes-256-ctr", key, iv), createGunzip(), hash);
	await pipeline(Readable.from([data]), createGzip(), createCipheriv("aes-256-ctr", key, iv), left, {
		end: true,
	});
	await Promise.all([echoing, receiving]);
	t.is(hash.digest("hex"), createHash("sha256").update(data).digest("hex"));
	await eventually("both to be over", () => left.closed && right.closed);
});

test("toDuplex: a pipeline that fails destroys the connection", async (t) => {
	const [a, [peerReader, peer]] = await unixPair(t);
	const duplex = toDuplex(...a);
	const failing = new Writable({ write: (_chunk, _encoding, done) => done(new Error("disk full")) });
	const outcome = pipeline(duplex, failing);
	peer.write("some");
	t.is(((await reasonOf(outcome)) as Error).message, "disk full");
	t.is((await peerReader.read()).length, 0);
});

test("toDuplex: tells the addresses, is connected, and lets the process end when unref'd", async (t) => {
	const [[reader, writer]] = await tcpPair(t);
	const duplex = toDuplex(reader, writer) as Duplex & {
		remoteAddress: string;
		remotePort: number;
		localAddress: string;
		localPort: number;
		connect(): Duplex;
		unref(): Duplex;
		ref(): Duplex;
	};
	const { remoteAddress, remotePort, localAddress, localPort } = duplex;
	t.deepEqual([remoteAddress, remotePort], writer.getExtraInfo("peername") as [string, number]);
	t.deepEqual([localAddress, localPort], writer.getExtraInfo("sockname") as [string, number]);
	await once(duplex.connect(), "connect");
	t.is(duplex.unref().constructor, duplex.ref().constructor);
	t.false(duplex.readableObjectMode || duplex.writableObjectMode);
	t.throws(() => duplex.write({ not: "bytes" } as never), { code: "ERR_INVALID_ARG_TYPE" });
});

test("toDuplex, toWeb: reader and writer of two connections end both", async (t) => {
	const [[reader], [, peer]] = await unixPair(t);
	const [[, writer], [peerReader]] = await unixPair(t);
	const duplex = toDuplex(reader, writer);
	duplex.write("there");
	peer.write("back");
	duplex.end();
	t.is(String(await peerReader.read()), "there");
	t.is(String(((await once(duplex, "data")) as [Buffer])[0]), "back");
	duplex.destroy();
	await eventually("the end of the one that is read", () => peer.isClosing() || duplex.closed);
	t.true(reader.atEof());
	t.true(writer.isClosing());

	const [[otherReader], [otherPeerReader]] = await unixPair(t);
	const [[, otherWriter], [alsoRead]] = await unixPair(t);
	const { readable, writable } = toWeb(otherReader, otherWriter);
	await Promise.all([readable.cancel(), writable.close()]);
	t.is((await otherPeerReader.read()).length, 0);
	t.is((await alsoRead.read()).length, 0);
});
