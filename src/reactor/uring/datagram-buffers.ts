/**
 * Memory for datagrams, each as large as the largest one is, with what the kernel says of it: who sent it.
 *
 * A datagram is copied out, but for one that fills a good part of its buffer: that one is handed out, and fresh memory
 * takes the buffer's place. So what somebody keeps of a datagram keeps at most four times its size.
 */
import { markAsUntransferable } from "node:worker_threads";
import { cqeBufferShift, koffi, NativeBuffer, recvSendFlag, sqeFlag } from "../../ffi/index.js";
import { BufferView } from "../../internal/index.js";
import { decodeAddress } from "../../sockets/internals.js";
import type { ArrivedDatagram } from "../arrivals.js";
import type { MessagePool } from "../message-pool.js";
import { ProvidedRing } from "./provided-ring.js";
import type { RequestDetails } from "./ring.js";

/** The number under which requests name the buffers; those of streams have 0. */
const group = 1;
/** How many there are; a power of two. What was received is copied at once, so few do. */
const count = 64;
/** `struct io_uring_recvmsg_out`, four words: the lengths of name, control messages and payload, and flags. */
const headerBytes = 16;
/** Room for the address of an internet family, and the payload lies even behind it. */
const nameBytes = 32;
const payloadAt = headerBytes + nameBytes;
const nameWord = 0;
const payloadWord = 2;
/** No datagram of an internet family is larger. */
const largest = 65_536;
const bufferSize = payloadAt + largest;
/** The pool takes no more at once. */
const poolUpTo = 4096;
/** From here on a datagram is handed out where it lies. */
const copyBelow = 16 * 1024;
/** `struct msghdr`: 56 bytes; the length of the name stands in its third word. */
const messageBytes = 56;
const nameLengthWord = 2;

/** A buffer. */
interface Piece {
	readonly memory: Buffer;
	readonly words: Int32Array;
	readonly name: Uint8Array;
	readonly address: number;
}

/** A receive that goes on, a datagram in each buffer. */
export const receiveDatagrams: RequestDetails = {
	priority: recvSendFlag.MULTISHOT,
	requestFlags: sqeFlag.BUFFER_SELECT,
	bufferGroup: group,
};

/** The buffers that datagrams come in. */
export class DatagramBuffers {
	/** Says how much room there is for the sender's address; the kernel reads it when a request is handed in. */
	readonly message = new NativeBuffer(messageBytes);
	readonly #pool: MessagePool;
	readonly #ring: ProvidedRing;
	readonly #pieces: Piece[] = [];

	/**
	 * @param fd the ring of io_uring.
	 * @param pool where small datagrams are copied to.
	 * @throws OSError where the kernel refuses.
	 */
	constructor(fd: number, pool: MessagePool) {
		this.#pool = pool;
		this.#ring = new ProvidedRing(fd, group, count, bufferSize);
		new Uint32Array(this.message.bytes)[nameLengthWord] = nameBytes;
		for (let id = 0; id < count; id += 1) this.#offer(id, newPiece());
	}

	/**
	 * Hands out what has arrived.
	 *
	 * @param flags the completion's flags, which name the buffer.
	 * @returns the datagram.
	 */
	take(flags: number): ArrivedDatagram {
		const id = flags >>> cqeBufferShift;
		const piece = this.#pieces[id] as Piece;
		const size = piece.words[payloadWord] as number;
		const from = decodeAddress(piece.name, Math.min(nameBytes, piece.words[nameWord] as number));
		const isHandedOut = size >= copyBelow;
		const data = isHandedOut
			? new BufferView(piece.memory.buffer as ArrayBuffer, payloadAt, size)
			: this.#copy(piece, size);
		this.#offer(id, isHandedOut ? newPiece() : piece);
		return { data, from };
	}

	/**
	 * Takes a buffer back that nobody wants.
	 *
	 * @param flags the completion's flags, which name the buffer.
	 */
	drop(flags: number): void {
		const id = flags >>> cqeBufferShift;
		this.#offer(id, this.#pieces[id] as Piece);
	}

	#copy({ memory, words }: Piece, size: number): Buffer {
		if (size <= poolUpTo) return this.#pool.copy(words, payloadAt >> 2, size);
		return Buffer.from(memory.subarray(payloadAt, payloadAt + size));
	}

	#offer(id: number, piece: Piece): void {
		this.#pieces[id] = piece;
		this.#ring.offer(id, piece.address);
	}
}

function newPiece(): Piece {
	const memory = Buffer.allocUnsafeSlow(bufferSize);
	markAsUntransferable(memory.buffer);
	return {
		memory,
		words: new Int32Array(memory.buffer),
		name: new Uint8Array(memory.buffer, headerBytes, nameBytes),
		address: Number(koffi().address(memory)),
	};
}
