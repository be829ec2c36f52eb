/** Protocols over transports: pauses, half-closes, aborts, and the order of the calls. */
import { type InetAddress, Protocol, type Transport } from "../../../src/index.js";
import { pause } from "../attempt.js";
import { content, contentFault } from "../content.js";
import type { Round } from "../soak.js";

/** One end: it says its content in pieces, and checks what it hears. */
class Checked extends Protocol {
	readonly lost;
	transport: Transport | undefined;
	received = 0;
	sent = 0;
	/** Whether the end of what the peer says was heard. */
	ended = false;
	#state = "new";

	constructor(
		readonly round: Round,
		readonly ids: { readonly mine: number; readonly theirs: number },
		readonly total: number,
	) {
		super();
		this.lost = round.loop.createFuture<void>();
	}

	override connectionMade(transport: Transport): void {
		this.#step("new", "made");
		this.transport = transport;
		if (this.round.random.chance(0.3)) transport.setWriteBufferLimits({ high: 1000 });
		this.#say();
	}

	override dataReceived(data: Buffer): void {
		this.#step("made", "made");
		const { random, loop } = this.round;
		this.round.expect(data.length > 0, () => "dataReceived was called with nothing");
		this.round.check(contentFault(data, this.ids.theirs, this.received, "protocol"));
		this.received += data.length;
		if (random.chance(0.1) && this.transport?.isReading() === true && !this.transport.isClosing()) {
			this.round.begin("pauseReading");
			this.transport.pauseReading();
			const resume = () => {
				if (!this.transport?.isClosing()) this.transport?.resumeReading();
			};
			if (random.chance(0.5)) loop.callLater(random.next() * 3, resume);
			else loop.callSoon(resume);
		}
	}

	override eofReceived(): boolean {
		this.#step("made", "ended");
		this.ended = true;
		return true;
	}

	override connectionLost(): void {
		this.round.expect(this.#state !== "new" && this.#state !== "lost", () => `lost after ${this.#state}`);
		this.#state = "lost";
		this.lost.setResult();
	}

	#step(from: string, to: string): void {
		this.round.expect(this.#state === from, () => `a protocol's call when it was ${this.#state}: ${to}`);
		this.#state = to;
	}

	#say(): void {
		const { random, loop } = this.round;
		const { transport } = this;
		if (transport === undefined || transport.isClosing()) return;
		for (let i = random.between(1, 4); i > 0 && this.sent < this.total; i -= 1) {
			const bytes = content(this.ids.mine, this.sent, random.length(50_000));
			this.sent += bytes.length;
			transport.write(bytes);
			// The memory is ours again.
			bytes.fill(0);
		}
		if (this.sent >= this.total) transport.writeEof();
		else if (random.chance(0.5)) loop.callSoon(() => this.#say());
		else loop.callLater(random.next() * 2, () => this.#say());
	}
}

/** The round: one server, a few clients. */
export async function protocolRound(round: Round): Promise<void> {
	const { random, loop, soak } = round;
	const isUnix = random.chance(0.5);
	round.begin(`createServer: ${isUnix ? "Unix" : "TCP"}`);
	const pending: Checked[] = [];
	const all: Checked[] = [];
	const pairs: (readonly [Checked, Checked])[] = [];
	const accept = () => pending.shift() as Checked;
	const path = soak.newPath();
	const server = isUnix
		? await loop.createUnixServer(accept, path)
		: await loop.createServer(accept, "127.0.0.1", 0);
	const [, port] = isUnix ? [] : (server.sockets[0]?.getsockname<InetAddress>() ?? []);
	let broken = false;
	for (let i = random.between(1, 4); i > 0; i -= 1) {
		const [one, two] = [soak.newId(), soak.newId()];
		const here = new Checked(round, { mine: one, theirs: two }, random.length(300_000));
		const there = new Checked(round, { mine: two, theirs: one }, random.length(300_000));
		pending.push(there);
		pairs.push([here, there]);
		all.push(here, there);
		// One after the other, so that each is accepted by the protocol that was made for it.
		if (isUnix) await loop.createUnixConnection(() => here, path);
		else await loop.createConnection(() => here, "127.0.0.1", port);
		for (let turns = 0; there.transport === undefined && turns < 10_000; turns += 1) {
			await new Promise((resolve) => setImmediate(resolve));
		}
	}
	if (random.chance(0.3)) {
		await pause(random);
		broken = true;
		const how = random.pick(["abort", "close", "closeClients", "abortClients"] as const);
		round.begin(`protocol: ${how}`);
		if (how === "abort" || how === "close") for (const { transport } of all) transport?.[how]();
		else server[how]();
	}
	// Who has heard and said everything closes.
	const close = async (end: Checked): Promise<void> => {
		while (!(end.ended && end.sent >= end.total) && !end.lost.done()) {
			await new Promise((resolve) => setImmediate(resolve));
		}
		end.transport?.close();
		await end.lost;
	};
	round.begin("protocols to their ends");
	await Promise.all(all.map(close));
	server.close();
	await server.waitClosed();
	for (const pair of pairs) {
		for (const [from, to] of [pair, [pair[1], pair[0]] as const]) {
			round.expect(
				broken ? to.received <= from.sent : to.received === from.sent,
				() => `protocol ${from.ids.mine}: ${from.sent} bytes were written, ${to.received} came`,
			);
		}
	}
}
