/**
 * A Node stream over one of our transports: what `node:tls` runs on.
 *
 * Its transport buffers nothing on purpose: a chunk counts as written when the kernel has it all, and the stream's own
 * buffer is the only one.
 */
import { Duplex } from "node:stream";
import type { Transport } from "../interfaces/index.js";
import { Protocol } from "../protocols/index.js";

type Done = (error?: Error | null) => void;

/** The transport's protocol, which hands everything to the stream. */
class DuplexProtocol extends Protocol {
	readonly #duplex: TransportDuplex;

	constructor(duplex: TransportDuplex) {
		super();
		this.#duplex = duplex;
	}

	override connectionMade(transport: Transport): void {
		this.#duplex.attach(transport);
	}

	override dataReceived(data: Buffer): void {
		this.#duplex.received(data);
	}

	override eofReceived(): boolean {
		this.#duplex.ended();
		return true;
	}

	override connectionLost(exc: unknown): void {
		this.#duplex.lost(exc);
	}

	override pauseWriting(): void {
		this.#duplex.full = true;
	}

	override resumeWriting(): void {
		this.#duplex.drained();
	}
}

/** A Node stream over a transport. */
export class TransportDuplex extends Duplex {
	/** The protocol that its transport must have. */
	readonly protocol: Protocol;
	/** Whether the transport has not sent yet what was written. */
	full = false;
	#transport: Transport | undefined;
	#written: Done | undefined;
	#destroyed: Done | undefined;
	#reason: Error | null = null;
	#isLost = false;

	constructor() {
		super({ allowHalfOpen: true });
		this.protocol = new DuplexProtocol(this);
	}

	/**
	 * Gives it its transport, which has its protocol already.
	 *
	 * @param transport the transport.
	 */
	attach(transport: Transport): void {
		this.#transport = transport;
		transport.setWriteBufferLimits({ high: 0 });
	}

	/**
	 * Hands bytes on.
	 *
	 * @param data what the transport has received.
	 */
	received(data: Buffer): void {
		if (!this.push(data)) this.#transport?.pauseReading();
	}

	/** Nothing more will be received. */
	ended(): void {
		this.push(null);
	}

	/** All was sent. */
	drained(): void {
		this.full = false;
		const written = this.#written;
		this.#written = undefined;
		written?.();
	}

	/**
	 * The connection is over.
	 *
	 * @param reason why.
	 */
	lost(reason: unknown): void {
		this.#isLost = true;
		const written = this.#written;
		const destroyed = this.#destroyed;
		this.#written = undefined;
		if (destroyed !== undefined) {
			destroyed(this.#reason);
			return;
		}
		if (reason !== undefined) this.destroy(reason as Error);
		else if (written !== undefined) written(new Error("The connection was closed before all was sent"));
		else this.push(null);
	}

	override _read(): void {
		this.#transport?.resumeReading();
	}

	override _write(chunk: Buffer, _encoding: string, done: Done): void {
		this.#transport?.write(chunk);
		this.#whenSent(done);
	}

	override _writev(chunks: { readonly chunk: Buffer }[], done: Done): void {
		this.#transport?.writelines(chunks.map(({ chunk }) => chunk));
		this.#whenSent(done);
	}

	override _final(done: Done): void {
		this.#transport?.writeEof();
		done();
	}

	override _destroy(error: Error | null, done: Done): void {
		if (this.#transport === undefined || this.#isLost) {
			done(error);
			return;
		}
		// Its end has been asked for before, or nothing more is to be sent.
		this.#destroyed = done;
		this.#reason = error;
		this.#transport.abort();
	}

	#whenSent(done: Done): void {
		if (this.#isLost) done(new Error("The connection is closed"));
		else if (this.full) this.#written = done;
		else done();
	}
}
