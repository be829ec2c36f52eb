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
/** How many there are at most; a power of two. */
const usualCount = 256;
/**
 * How many the kernel has while it does not run out of them. It takes them in turn: the fewer they are, the sooner one is used
 * again, while it is in the processor's cache. One call finishes twenty requests.
 */
const usualFew = 64;
/** After so many messages without a lack of buffers, half of them are kept back again. */
const patience = 16_384;
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
	readonly #pieces: (Piece | undefined)[] = [];
	readonly #few: number;
	/** The numbers of those that are kept back. */
	readonly #spare: number[] = [];
	/** How many shall not be kept back. */
	#wanted: number;
	/** How many messages came since buffers lacked, or since some were kept back. */
	#calm = 0;
	#tail = 0;
	#slab: Omit<Piece, "offset"> | undefined;
	#used = 0;

	/**
	 * @param fd the ring of io_uring.
	 * @param pool where small messages are copied to.
	 * @param count how many buffers at most; a power of two.
	 * @param few how many while that is enough.
	 * @throws OSError where the kernel refuses: EINVAL before Linux 5.19.
	 */
	constructor(fd: number, pool: MessagePool, count = usualCount, few = Math.min(count, usualFew)) {
		this.#count = count;
		this.#few = few;
		this.#wanted = few;
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
		for (let id = 0; id < few; id += 1) this.#offer(id, this.#newPiece());
		for (let id = count - 1; id >= few; id -= 1) this.#spare.push(id);
	}

	/** How many are in use: the kernel has them, or something that was not taken yet is in them. */
	get inUse(): number {
		return this.#count - this.#spare.length;
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
			this.#back(id, piece);
			return copy;
		}
		const { memory, offset } = piece;
		this.#back(id, undefined);
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
		this.#back(id, this.#pieces[id]);
	}

	/** Is told that a receive has ended for want of a buffer: twice as many are in use from now on. */
	lack(): void {
		this.#calm = 0;
		this.#wanted = Math.min(this.#count, 2 * this.#wanted);
		while (this.inUse < this.#wanted) this.#offer(this.#spare.pop() as number, this.#newPiece());
	}

	/** A buffer is free: the kernel gets it again, with fresh memory where its own was handed out, or it is kept back. */
	#back(id: number, piece: Piece | undefined): void {
		this.#calm += 1;
		if (this.#calm === patience) {
			this.#calm = 0;
			this.#wanted = Math.max(this.#few, this.#wanted >> 1);
		}
		if (this.inUse > this.#wanted) {
			this.#spare.push(id);
			this.#pieces[id] = undefined;
		} else {
			this.#offer(id, piece ?? this.#newPiece());
		}
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
