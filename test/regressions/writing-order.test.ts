/** What is written within pauseWriting() goes behind what made the protocol pause, and takes nothing else's place. */
import { threadId } from "node:worker_threads";
import test, { type ExecutionContext } from "ava";
import {
	BaseProtocol,
	type EventLoop,
	ProactorEventLoop,
	Protocol,
	SelectorEventLoop,
	type Transport,
	type WriteTransport,
} from "../../src/loop/index.js";
import { AF_UNIX, fromfd, SOCK_STREAM, Socket } from "../../src/sockets/index.js";
import { makePipe } from "../helpers/descriptors.js";
import { eventually } from "../helpers/eventually.js";
import { newLoop } from "../helpers/new-loop.js";
import { fill, nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { hasRing } from "../helpers/ring.js";
import { turns } from "../helpers/turns.js";

const pieces = ["a", "b", "c"].map((letter) => Buffer.alloc(400_000, letter));
const size = 1_200_000;

/** Keeps what it receives. */
class Collector extends Protocol {
	readonly received: Buffer[] = [];

	override dataReceived(data: Buffer): void {
		this.received.push(data);
	}
}

/** Makes a transport over a socket, which is closed with it. */
async function over(
	t: ExecutionContext,
	loop: EventLoop,
	sock: Socket,
	protocol: Protocol,
): Promise<Transport> {
	const [transport] = await loop.connectAcceptedSocket(() => protocol, sock);
	t.teardown(() => transport.abort());
	return transport;
}

for (const Loop of [SelectorEventLoop, ProactorEventLoop]) {
	test(`${Loop.name}: pauseWriting comes when writelines has written all of its pieces`, async (t) => {
		if (Loop === ProactorEventLoop && !hasRing(t)) return;
		const loop = new Loop();
		t.teardown(() => loop.close());
		const [sock, peer] = nonBlockingPair(t);
		const paused: number[] = [];
		const protocol = new (class extends Protocol {
			override pauseWriting(): void {
				paused.push(transport.getWriteBufferSize());
				transport.write("end");
			}
		})();
		const transport = await over(t, loop, sock, protocol);
		transport.writelines(pieces);
		t.is(paused.length, 1);
		const received = Buffer.alloc(size + 3);
		for (let at = 0; at < received.length; ) at += await loop.sockRecvInto(peer, received.subarray(at));
		t.true(received.equals(Buffer.concat([...pieces, Buffer.from("end")])));
	});
}

test("a pipe: pauseWriting comes when writelines has written all of its pieces", async (t) => {
	const loop = newLoop(t);
	const [reader, writer] = makePipe(t);
	let transport: WriteTransport | undefined;
	class Writing extends BaseProtocol {
		override pauseWriting(): void {
			transport?.write("end");
		}
	}
	[transport] = await loop.connectWritePipe(() => new Writing(), writer);
	transport.writelines(pieces);
	const [reading, { received }] = await loop.connectReadPipe(() => new Collector(), reader);
	t.teardown(() => reading.close());
	await eventually("all to arrive", () => Buffer.concat(received).length === size + 3);
	t.true(Buffer.concat(received).equals(Buffer.concat([...pieces, Buffer.from("end")])));
	transport.abort();
});

/** A server's side of a connection. */
class Side extends Protocol {
	transport: Transport | undefined;
	heard: () => void = () => {};
	paused: () => void = () => {};

	override connectionMade(transport: Transport): void {
		this.transport = transport;
	}

	override dataReceived(): void {
		this.heard();
	}

	override pauseWriting(): void {
		this.paused();
	}
}

/** Fills the memory that the kernel has for what a transport sends; the transport does not know. */
function fillUp(transport: Transport | undefined): void {
	const fd = Number(/fd=(\d+)/.exec(String(transport))?.[1]);
	const sock = fromfd(fd, AF_UNIX, SOCK_STREAM);
	sock.setblocking(false);
	fill(sock);
	sock.close();
}

test("on a ring: what is written while new limits make a protocol pause leaves what was collected alone", async (t) => {
	if (!hasRing(t)) return;
	const loop = new ProactorEventLoop();
	t.teardown(() => loop.close());
	loop.setExceptionHandler((_loop, { exception }) => t.fail(String(exception)));
	const sides: Side[] = [];
	const factory = () => {
		const side = new Side();
		sides.push(side);
		return side;
	};
	const path = `\0evloop-${process.pid}-${threadId}-writing-order`;
	const server = await loop.createUnixServer(factory, path);
	const clients: Socket[] = [];
	for (let i = 0; i < 6; i += 1) {
		const client = new Socket(AF_UNIX);
		t.teardown(() => client.close());
		client.connect(path);
		clients.push(client);
		await eventually("the connection", () => sides[i]?.transport !== undefined);
	}
	const write = (which: readonly number[]) => {
		for (const each of which) sides[each]?.transport?.write(`text ${each}`);
	};
	const [full] = sides;
	fillUp(full?.transport);
	if (full !== undefined) full.paused = () => write([3, 4, 5]);
	let count = 0;
	for (const side of sides) {
		side.heard = () => {
			count += 1;
			// By now it is a turn in which several were heard: then what is written is collected.
			if (count < 4) return;
			write([0, 1, 2]);
			full?.transport?.setWriteBufferLimits({ high: 0 });
		};
	}
	for (const client of clients.slice(1, 5)) client.send("word");
	await eventually("all to be heard", () => count === 4);
	await turns(3);
	for (const [each, client] of clients.entries()) {
		if (each === 0) continue;
		client.setblocking(false);
		t.is(String(client.recv(100)), `text ${each}`);
		t.is(sides[each]?.transport?.getWriteBufferSize(), 0);
	}
	server.close();
	server.abortClients();
	await server.waitClosed();
});
