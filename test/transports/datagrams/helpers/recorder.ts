/** A protocol that keeps what it is called with. */
import { DatagramProtocol, type DatagramTransport } from "../../../../src/loop/index.js";
import type { Address } from "../../../../src/sockets/index.js";

/** Keeps what arrives, and the names of the callbacks in their order. */
export class Recorder extends DatagramProtocol {
	readonly calls: string[] = [];
	readonly datagrams: Buffer[] = [];
	readonly senders: (Address | undefined)[] = [];
	readonly errors: unknown[] = [];
	lost: unknown = "not yet";
	#transport: DatagramTransport | undefined;

	/** The transport that it was introduced to. */
	get transport(): DatagramTransport {
		if (this.#transport === undefined) throw new Error("There is no transport yet");
		return this.#transport;
	}

	/** What arrived, as text. */
	get texts(): string[] {
		return this.datagrams.map(String);
	}

	override connectionMade(transport: DatagramTransport): void {
		this.#transport = transport;
		this.calls.push("connectionMade");
	}

	override connectionLost(exc: unknown): void {
		this.calls.push("connectionLost");
		this.lost = exc;
	}

	override pauseWriting(): void {
		this.calls.push("pauseWriting");
	}

	override resumeWriting(): void {
		this.calls.push("resumeWriting");
	}

	override datagramReceived(data: Buffer, address: Address | undefined): void {
		this.calls.push("datagramReceived");
		this.datagrams.push(data);
		this.senders.push(address);
	}

	override errorReceived(exc: unknown): void {
		this.calls.push("errorReceived");
		this.errors.push(exc);
	}
}
