/**
 * Memory that the kernel chooses from when something has arrived: requests to receive that only wait hold none.
 *
 * What arrived in a buffer is handed out without a copy, and fresh memory takes the buffer's place; a small message is copied
 * out instead (see ReceiveSlab, which does the same for calls). The kernel writes into a buffer only while it has it.
 */
import { markAsUntransferable } from "node:worker_threads";
import {
	cqeBufferShift,
	ioUringRegister,
	koffi,
	NativeBuffer,
	recvSendFlag,
	sqeFlag,
	syscall,
	uringRegister,
} from "../../ffi/index.js";
import { BufferView, freshMemory } from "../../internal/index.js";
import type { MessagePool } from "../message-pool.js";
import type { RequestDetails } from "./request-details.js";

/** The number under which requests name the buffers. */
const receiveGroup = 0;
/** How large each buffer is: the most that one request receives. */
export const ringBufferSize = 16 * 1024;
/** How many there are; a power of two. */
const usualCount = 256;
/** How many buffers are allocated at once. */
const perSlab = 4;
/** Below this a copy costs less than it saves. */
const copyBelow = 2048;
/** The shared memory begins with a page; the largest that Linux has on any machine. */
const pageSize = 65_536;
/** `struct io_uring_buf`: 16 bytes; the last half-word of the first one is the ring's tail. */
const entryBytes = 16;
const tailAt = 7;

/** A piece of memory in the kernel's hands. */
interface Piece {
	readonly memory: Buffer;
	readonly words: Int32Array;
	readonly offset: number;
	readonly address: number;
}

const { BUFFER_SELECT } = sqeFlag;
const { MULTISHOT, POLL_FIRST } = recvSendFlag;

/** A receive into one of the buffers; it waits first, since a call has found nothing. */
export const receiveOnce: RequestDetails = {
	priority: POLL_FIRST,
	requestFlags: BUFFER_SELECT,
	bufferGroup: receiveGroup,
};

/** A receive that goes on into one buffer after the other. */
export const receiveOnAndOn: RequestDetails = {
	priority: MULTISHOT,
	requestFlags: BUFFER_SELECT,
	bufferGroup: receiveGroup,
};

/** A ring of buffers, registered with a ring of io_uring. */
export class BufferRing {
	readonly #count: number;
	readonly #pool: MessagePool;
	readonly #words: Int32Array;
	readonly #halves: Uint16Array;
	/** Keeps the shared memory alive. */
	readonly #shared: NativeBuffer;
	readonly #pieces: Piece[] = [];
	#tail = 0;
	#slab: Omit<Piece, "offset"> | undefined;
	#used = 0;

	/**
	 * @param fd the ring of io_uring.
	 * @param pool where small messages are copied to.
	 * @param count how many buffers; a power of two.
	 * @throws OSError where the kernel refuses: EINVAL before Linux 5.19.
	 */
	constructor(fd: number, pool: MessagePool, count = usualCount) {
		this.#count = count;
		this.#pool = pool;
		this.#shared = new NativeBuffer(count * entryBytes + pageSize);
		const address = Math.ceil(this.#shared.address / pageSize) * pageSize;
		const offset = address - this.#shared.address;
		this.#words = new Int32Array(this.#shared.bytes, offset, (count * entryBytes) >> 2);
		this.#halves = new Uint16Array(this.#shared.bytes, offset, (count * entryBytes) >> 1);
		const argument = new NativeBuffer(40);
		const registration = new DataView(argument.bytes);
		registration.setBigUint64(0, BigInt(address), true);
		registration.setUint32(8, count, true);
		registration.setUint16(12, receiveGroup, true);
		syscall("io_uring_register", ioUringRegister(fd, uringRegister.PBUF_RING, argument.address, 1));
		for (let id = 0; id < count; id += 1) this.#offer(id, this.#newPiece());
	}

	/**
	 * Hands out what has arrived.
	 *
	 * @param flags the completion's flags, which name the buffer.
	 * @param size how many bytes arrived.
	 * @returns the bytes.
	 */
	take(flags: number, size: number): Buffer {
		const id = flags >>> cqeBufferShift;
		const piece = this.#pieces[id] as Piece;
		if (size < copyBelow) {
			const copy = this.#pool.copy(piece.words, piece.offset >> 2, size);
			this.#offer(id, piece);
			return copy;
		}
		const { memory, offset } = piece;
		this.#offer(id, this.#newPiece());
		return new BufferView(memory.buffer as ArrayBuffer, memory.byteOffset + offset, size);
	}

	/**
	 * Where something has arrived, for whoever copies it from there before it takes it or drops it.
	 *
	 * @param flags the completion's flags, which name the buffer.
	 * @returns the address of its first byte.
	 */
	addressOf(flags: number): number {
		return (this.#pieces[flags >>> cqeBufferShift] as Piece).address;
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

	/** Gives a buffer to the kernel. */
	#offer(id: number, piece: Piece): void {
		this.#pieces[id] = piece;
		const at = ((this.#tail & (this.#count - 1)) * entryBytes) >> 2;
		this.#words[at] = piece.address | 0;
		this.#words[at + 1] = Math.floor(piece.address / 2 ** 32);
		this.#words[at + 2] = ringBufferSize;
		this.#halves[2 * at + 6] = id;
		this.#tail = (this.#tail + 1) & 0xffff;
		// Last: the kernel takes what stands before it, on this thread, while it is entered or interrupts it.
		this.#halves[tailAt] = this.#tail;
	}

	#newPiece(): Piece {
		if (this.#slab === undefined || this.#used === perSlab) {
			const memory = freshMemory(perSlab * ringBufferSize);
			markAsUntransferable(memory.buffer);
			const address = Number(koffi().address(memory));
			this.#slab = { memory, words: new Int32Array(memory.buffer), address };
			this.#used = 0;
		}
		const offset = this.#used * ringBufferSize;
		this.#used += 1;
		const { memory, words, address } = this.#slab;
		return { memory, words, offset, address: address + offset };
	}
}
