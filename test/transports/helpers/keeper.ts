/** A protocol that keeps what it is called with. */
import { Protocol, type Transport } from "../../../src/loop/index.js";
import { eventually } from "../../helpers/eventually.js";

/** Keeps what arrives, and the names of the callbacks in their order. */
export class Keeper extends Protocol {
	readonly calls: string[] = [];
	readonly pieces: Buffer[] = [];
	lost: unknown = "not yet";
	/** What eofReceived() answers. */
	keepsOpen = false;
	#transport: Transport | undefined;

	/** The transport that it was introduced to. */
	get transport(): Transport {
		if (this.#transport === undefined) throw new Error("There is no transport yet");
		return this.#transport;
	}

	/** What arrived, as text. */
	get text(): string {
		return Buffer.concat(this.pieces).toString("latin1");
	}

	/** How many bytes arrived. */
	get size(): number {
		return this.pieces.reduce((sum, { length }) => sum + length, 0);
	}

	override connectionMade(transport: Transport): void {
		this.calls.push("made");
		this.#transport = transport;
	}

	override connectionLost(exc: unknown): void {
		this.calls.push("lost");
		this.lost = exc;
	}

	override dataReceived(data: Buffer): void {
		if (this.calls.at(-1) !== "data") this.calls.push("data");
		this.pieces.push(data);
	}

	override eofReceived(): boolean {
		this.calls.push("eof");
		return this.keepsOpen;
	}

	override pauseWriting(): void {
		this.calls.push("pause");
	}

	override resumeWriting(): void {
		this.calls.push("resume");
	}

	/** Waits until it was called so. */
	async hears(name: string): Promise<void> {
		await eventually(`${name} (so far: ${this.calls})`, () => this.calls.includes(name));
	}

	/** Waits until so much has arrived. */
	async receives(size: number): Promise<void> {
		await eventually(`${size} bytes`, () => this.size >= size);
	}
}
