/** The Duplex behind `toFdDuplex`. */
import { Duplex } from "node:stream";
import type { DescriptorOwner, SelectorEngine } from "../../reactor/index.js";
import { type BytesLike, type FileLike, SHUT_WR, type Socket } from "../../sockets/index.js";
import { closeDescriptors } from "../../sockets/internals.js";
import { letGo } from "../../transports/internals.js";
import { checkFdWrite } from "./check-fd-write.js";
import type { FdDuplex } from "./fd-duplex.js";
import { FdReceiver } from "./fd-receiver.js";
import { FdSender, type Piece } from "./fd-sender.js";
import { HeldDescriptors } from "./held-descriptors.js";

type Done = (error?: Error | null) => void;

/** Chunks that are smaller than this together go in one piece. */
const joinBelow = 65_536;

/** A stream of Node's over a Unix socket. */
export class SocketFdDuplex extends Duplex implements FdDuplex, DescriptorOwner {
	readonly #engine: SelectorEngine;
	readonly #sock: Socket;
	readonly #fd: number;
	readonly #receiver: FdReceiver;
	readonly #sender: FdSender;
	/** The descriptors that go with a chunk that is not on its way yet. */
	readonly #attached = new Map<Uint8Array, HeldDescriptors>();
	#holds = true;
	#warned = false;

	/**
	 * @param engine the engine.
	 * @param sock the socket, connected and non-blocking; the stream's own from here on.
	 * @param allowHalfOpen whether writing goes on when the peer has ended.
	 * @throws RuntimeError if the socket belongs to a transport.
	 */
	constructor(engine: SelectorEngine, sock: Socket, allowHalfOpen: boolean) {
		super({ allowHalfOpen, decodeStrings: true });
		this.#engine = engine;
		this.#sock = sock;
		this.#fd = sock.fileno();
		this.#receiver = new FdReceiver(engine, this.#fd, {
			tookFds: (fds) => this.#tookFds(fds),
			took: (data) => this.push(data),
			failed: (error) => this.destroy(error),
		});
		this.#sender = new FdSender(engine, this.#fd);
		engine.driver.adopt(this.#fd, this);
		engine.retain();
	}

	writeWithFds(bytes: BytesLike, fds: readonly FileLike[], callback?: Done): boolean {
		const [data, numbers] = checkFdWrite(bytes, fds);
		if (callback !== undefined && typeof callback !== "function") {
			throw new TypeError("Cannot writeWithFds: the callback must be a function");
		}
		// A chunk of its own, though the caller may write the same memory twice: it is what the descriptors hang on.
		const chunk = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
		const takesMore = !this.destroyed && !this.writableEnded;
		if (numbers.length > 0 && takesMore) this.#attached.set(chunk, new HeldDescriptors(numbers));
		return callback === undefined ? this.write(chunk) : this.write(chunk, callback);
	}

	closeFds(fds: readonly number[]): void {
		closeDescriptors(fds.filter((fd) => Number.isInteger(fd) && fd >= 0));
	}

	ref(): this {
		if (!this.#holds && !this.destroyed) {
			this.#holds = true;
			this.#engine.retain();
		}
		return this;
	}

	unref(): this {
		if (this.#holds) {
			this.#holds = false;
			this.#engine.release();
		}
		return this;
	}

	/**
	 * The socket was closed by somebody else, or along with the loop.
	 *
	 * @param reason why.
	 */
	abandoned(reason: unknown): void {
		letGo(this.#engine, this.#sock);
		this.destroy(reason instanceof Error ? reason : undefined);
	}

	override toString(): string {
		return `<FdDuplex fd=${this.#fd}>`;
	}

	override _read(): void {
		this.#receiver.start();
	}

	override _write(chunk: Buffer, _encoding: string, done: Done): void {
		this.#sender.send([this.#pieceOf(chunk)], done);
	}

	override _writev(chunks: { readonly chunk: Buffer }[], done: Done): void {
		const pieces: Piece[] = [];
		let plain: Buffer[] = [];
		let length = 0;
		const join = () => {
			if (plain.length > 0) pieces.push(this.#pieceOf(plain.length === 1 ? plain[0] : Buffer.concat(plain)));
			plain = [];
			length = 0;
		};
		for (const { chunk } of chunks) {
			// Descriptors go with the first byte that they were written with, so that byte begins a piece.
			if (this.#attached.has(chunk) || length + chunk.length > joinBelow) join();
			if (this.#attached.has(chunk)) {
				pieces.push(this.#pieceOf(chunk));
			} else {
				plain.push(chunk);
				length += chunk.length;
			}
		}
		join();
		this.#sender.send(pieces, done);
	}

	override _final(done: Done): void {
		try {
			this.#sock.shutdown(SHUT_WR);
		} catch (error) {
			// The peer has ended the connection already: there is nobody to tell.
			if ((error as NodeJS.ErrnoException).code !== "ENOTCONN") {
				done(error as Error);
				return;
			}
		}
		done();
	}

	override _destroy(error: Error | null, done: Done): void {
		this.#receiver.stop();
		this.#sender.stop(error ?? destroyedError());
		for (const fds of this.#attached.values()) fds.close();
		this.#attached.clear();
		// Somebody else may have closed it, and have its number by now.
		if (this.#sock.fileno() === this.#fd) this.#engine.driver.disown(this.#fd);
		this.unref();
		try {
			this.#sock.close();
		} catch (failure) {
			done(error ?? (failure as Error));
			return;
		}
		done(error);
	}

	#pieceOf(chunk: Buffer = Buffer.alloc(0)): Piece {
		const fds = this.#attached.get(chunk);
		this.#attached.delete(chunk);
		return { bytes: chunk, size: chunk.length, fds };
	}

	#tookFds(fds: number[]): void {
		if (this.listenerCount("fds") === 0) {
			closeDescriptors(fds);
			if (!this.#warned) {
				const said = `${this}: descriptors came and nobody listens for "fds": they are closed`;
				process.emitWarning(said, "ResourceWarning");
			}
			this.#warned = true;
			return;
		}
		try {
			this.emit("fds", fds);
		} catch (error) {
			// As with every event of Node's: an exception that nobody has caught. What came with them is still to be read.
			process.nextTick(() => {
				throw error;
			});
		}
	}
}

/** What Node itself says of a write that destroy() has overtaken. */
function destroyedError(): Error {
	return Object.assign(new Error("Cannot write: the stream was destroyed"), { code: "ERR_STREAM_DESTROYED" });
}
