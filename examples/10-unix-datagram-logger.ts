/**
 * A logger on a Unix datagram socket, as syslog is one, and a client that floods it.
 *
 *     node dist/examples/10-unix-datagram-logger.js                 both, in one process
 *     node dist/examples/10-unix-datagram-logger.js PATH [LIMIT]    the logger: so many messages, or until Ctrl-C
 *
 * A Unix datagram that finds the logger's queue full is not lost: it waits in the client, which is told to pause. (Clients
 * that drop it on EAGAIN lose the messages that matter, those of a busy moment.) The path goes away with the logger.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatagramProtocol, type DatagramTransport, Event, getEventLoop } from "evloop";

const loop = getEventLoop();
const severities = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];

class Logger extends DatagramProtocol {
	readonly over = loop.createFuture<number>();
	#transport: DatagramTransport | undefined;
	#count = 0;
	#limit: number;

	constructor(limit: number) {
		super();
		this.#limit = limit;
	}

	override connectionMade(transport: DatagramTransport): void {
		this.#transport = transport;
	}

	override datagramReceived(data: Buffer): void {
		// <14>text: facility 1, severity 6.
		const [, priority = "13", text = ""] = /^(?:<(\d+)>)?(.*)$/s.exec(data.toString()) ?? [];
		this.#count += 1;
		if (this.#count % 1000 === 1 || this.#count === this.#limit) {
			console.log(`${this.#count} ${severities[Number(priority) & 7]}: ${text.trimEnd()}`);
		}
		if (this.#count === this.#limit) this.#transport?.close();
	}

	override connectionLost(): void {
		this.over.setResult(this.#count);
	}
}

/** Writes as fast as it may. */
class Flood extends DatagramProtocol {
	readonly room = new Event();
	pauses = 0;

	override connectionMade(): void {
		this.room.set();
	}

	override pauseWriting(): void {
		this.pauses += 1;
		this.room.clear();
	}

	override resumeWriting(): void {
		this.room.set();
	}
}

async function log(localAddr: string, limit: number): Promise<Logger> {
	return (await loop.createDatagramEndpoint(() => new Logger(limit), { localAddr }))[1];
}

async function flood(remoteAddr: string, count: number): Promise<number> {
	const [transport, protocol] = await loop.createDatagramEndpoint(() => new Flood(), { remoteAddr });
	for (let i = 1; i <= count; i += 1) {
		await protocol.room.wait();
		transport.sendto(`<14>message ${i}`);
	}
	transport.close();
	return protocol.pauses;
}

const [given, limit] = process.argv.slice(2);
if (given !== undefined) {
	await log(given, Number(limit ?? Number.POSITIVE_INFINITY));
	console.log(`logging from ${given}`);
} else {
	const folder = mkdtempSync(join(tmpdir(), "logger-"));
	const path = join(folder, "log");
	const logger = await log(path, 5000);
	const pauses = await flood(path, 5000);
	console.log(
		`${await logger.over} of 5000 came, the client ${pauses > 0 ? "had to pause" : "never paused"}`,
	);
	console.log(`the path is ${existsSync(path) ? "still there" : "gone"}`);
	rmSync(folder, { recursive: true });
}
