/** A BufferedProtocol that makes way for another protocol, or pauses, in the middle of what has come: plain and over TLS. */
import test, { type ExecutionContext } from "ava";
import {
	BufferedProtocol,
	type EventLoop,
	Protocol,
	type StreamProtocol,
	type Transport,
} from "../../../src/loop/index.js";
import type { InetAddress } from "../../../src/sockets/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { eventually } from "../../helpers/eventually.js";
import { newLoop } from "../../helpers/new-loop.js";
import { turns } from "../../helpers/turns.js";
import { Keeper } from "../helpers/keeper.js";
import { reportsOf } from "../helpers/reports.js";
import { certificates } from "../tls/helpers/certificates.js";

/** Takes a few bytes at a time, and does something with each of them. */
class Sipping extends BufferedProtocol {
	readonly #memory: Buffer;
	readonly #act: (protocol: Sipping) => void;
	readonly sips: string[] = [];
	readonly calls: string[] = [];
	transport: Transport | undefined;
	lost: unknown = "not yet";

	constructor(size: number, act: (protocol: Sipping) => void) {
		super();
		this.#memory = Buffer.alloc(size);
		this.#act = act;
	}

	override connectionMade(transport: Transport): void {
		this.transport = transport;
	}

	override getBuffer(): Uint8Array {
		return this.#memory;
	}

	override bufferUpdated(count: number): void {
		this.sips.push(this.#memory.toString("latin1", 0, count));
		this.#act(this);
	}

	override eofReceived(): void {
		this.calls.push("eof");
	}

	override connectionLost(exc: unknown): void {
		this.calls.push("lost");
		this.lost = exc;
	}
}

/** Connects to a server whose only connection has a protocol, over TCP or TLS. */
type Connect = (protocol: StreamProtocol) => Promise<Transport>;

function connectsTo(t: ExecutionContext, loop: EventLoop, isSecure: boolean): Connect | undefined {
	const files = isSecure ? certificates(t) : undefined;
	if (isSecure && files === undefined) return undefined;
	return async (protocol) => {
		const secure = files && { ssl: files.server };
		const server = await loop.createServer(() => protocol, "127.0.0.1", 0, secure);
		const [, port] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
		const client = files && { ssl: { ca: files.ca }, serverHostname: "localhost" };
		const [transport] = await loop.createConnection(() => new Protocol(), "127.0.0.1", port, client);
		t.teardown(() => transport.abort());
		server.close();
		return transport;
	};
}

for (const isSecure of [false, true]) {
	const kind = isSecure ? "TLS" : "TCP";

	test(`BufferedProtocol over ${kind}: setProtocol() in bufferUpdated() gives the rest to the next protocol`, async (t) => {
		const loop = newLoop(t);
		const connect = connectsTo(t, loop, isSecure);
		if (connect === undefined) return;
		const body = new Keeper();
		const length = new Sipping(2, ({ sips }) => {
			if (sips.length === 2) header.transport?.setProtocol(body);
		});
		const header = new Sipping(6, ({ transport }) => transport?.setProtocol(length));
		const client = await connect(header);
		client.write("HEADER1234this is the body");
		await body.receives(16);
		client.close();
		await body.hears("lost");
		t.deepEqual(header.sips, ["HEADER"]);
		t.deepEqual(length.sips, ["12", "34"]);
		t.is(body.text, "this is the body");
		t.deepEqual([...header.calls, ...length.calls], []);
		await becomesIdle(loop, 0);
	});

	test(`BufferedProtocol over ${kind}: setProtocol() in getBuffer() has the next protocol asked`, async (t) => {
		const loop = newLoop(t);
		const connect = connectsTo(t, loop, isSecure);
		if (connect === undefined) return;
		const body = new Keeper();
		const first = new Sipping(6, () => {});
		first.getBuffer = () => {
			first.transport?.setProtocol(body);
			return Buffer.alloc(6);
		};
		(await connect(first)).write("all of it");
		await body.receives(9);
		t.is(body.text, "all of it");
		t.deepEqual(first.sips, []);
	});

	test(`BufferedProtocol over ${kind}: after pauseReading() in bufferUpdated() nothing comes until resumeReading()`, async (t) => {
		const loop = newLoop(t);
		const connect = connectsTo(t, loop, isSecure);
		if (connect === undefined) return;
		const sipping = new Sipping(4, ({ transport }) => transport?.pauseReading());
		const client = await connect(sipping);
		client.write("aaaabbbbcccc");
		for (let count = 1; count <= 3; count += 1) {
			await eventually(`sip ${count}`, () => sipping.sips.length === count);
			t.false(sipping.transport?.isReading());
			// The end comes after all that is kept, and not before.
			if (count === 1) client.write("dd");
			if (count === 2) client.close();
			await turns(5);
			t.is(sipping.sips.length, count);
			t.deepEqual(sipping.calls, []);
			sipping.transport?.resumeReading();
		}
		await eventually("sip 4", () => sipping.sips.length === 4);
		t.deepEqual(sipping.sips, ["aaaa", "bbbb", "cccc", "dd"]);
		sipping.transport?.resumeReading();
		await eventually("the end", () => sipping.calls.includes("lost"));
		t.deepEqual(sipping.calls, ["eof", "lost"]);
		t.is(sipping.lost, undefined);
	});

	test(`BufferedProtocol over ${kind}: paused and resumed at once, it goes on in order`, async (t) => {
		const loop = newLoop(t);
		const connect = connectsTo(t, loop, isSecure);
		if (connect === undefined) return;
		const sipping = new Sipping(1000, ({ transport, sips }) => {
			transport?.pauseReading();
			if (sips.length % 3 === 0) loop.callSoon(() => transport?.resumeReading());
			else transport?.resumeReading();
		});
		const client = await connect(sipping);
		const sent = Array.from({ length: 100_000 }, (_, index) => `${index} `).join("");
		client.write(sent);
		client.close();
		await eventually("the end", () => sipping.calls.includes("lost"));
		t.true(sipping.sips.join("") === sent);
	});

	test(`BufferedProtocol over ${kind}: the protocol after a pause gets what was kept; close() drops it`, async (t) => {
		const loop = newLoop(t);
		const connect = connectsTo(t, loop, isSecure);
		if (connect === undefined) return;
		const reports = reportsOf(loop);
		const rest = new Keeper();
		const first = new Sipping(6, ({ transport }) => {
			transport?.pauseReading();
			transport?.setProtocol(rest);
		});
		const client = await connect(first);
		client.write("HEADERbody");
		await eventually("the header", () => first.sips.length === 1);
		await turns(3);
		t.is(rest.text, "");
		first.transport?.resumeReading();
		await rest.receives(4);
		t.is(rest.text, "body");

		for (const act of ["close", "abort"] as const) {
			const closing = new Sipping(4, ({ transport }) => transport?.[act]());
			const pausing = new Sipping(4, ({ transport }) => transport?.pauseReading());
			(await connect(closing)).write("aaaabbbb");
			(await connect(pausing)).write("aaaabbbb");
			await eventually("a sip", () => pausing.sips.length === 1);
			pausing.transport?.[act]();
			await eventually("the ends", () => closing.calls.length + pausing.calls.length === 2);
			t.deepEqual([closing.sips, pausing.sips], [["aaaa"], ["aaaa"]]);
		}
		t.deepEqual(reports, []);
	});
}
