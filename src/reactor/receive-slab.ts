/**
 * Memory that is received into, and handed out without a copy.
 *
 * A slab is one allocation; each receive gets the free end of it, and what arrived is handed out as a slice. A small
 * message is copied out instead, and its place used again: handed out as a slice it would keep the whole slab alive for
 * as long as somebody keeps 64 bytes of it. So a slice keeps at most {@link slabSize} / {@link copyBelow} times its size.
 *
 * A large request gets memory of its own, which goes to the caller if it was filled by half, and is used again if not. So do
 * the larger messages of streams where messages live for long: a slab lives as long as the last of its messages.
 *
 * A slab belongs to many messages: nobody can transfer it to another thread with one of them.
 */
import { markAsUntransferable } from "node:worker_threads";
import { koffi, recvAt } from "../ffi/index.js";
import { BufferView, freshMemory, memoryLasts } from "../internal/index.js";
import { MessagePool } from "./message-pool.js";
import { Overflow } from "./overflow.js";

/** Room for eight messages of 16 KiB, and a little more: one that fills its room looks as if it were cut. */
const slabSize = 129 * 1024;
/** Below this a copy costs less than it saves. */
const copyBelow = 2048;
/** Messages of this size get memory of their own where they live for long. */
const ownFrom = 8192;
/** A request larger than this gets memory of its own. */
const largest = 64 * 1024;
/** Memory of its own that is larger than this is not kept for the next one. */
const largestKept = 4 * 1024 * 1024;

const nothing = Buffer.allocUnsafeSlow(0);

/** Where the rest of a message goes that is larger than usual, until it is joined: one serves a thread. */
let overflow: Overflow | undefined;

/** The pool copies whole words. */
function wholeWords(size: number): number {
	return Math.ceil(size / 4) * 4;
}

/** Where the next message goes. */
export class ReceiveSlab {
	/** Where small messages are copied to. */
	readonly pool: MessagePool;
	private memory: Buffer;
	/** The same memory, word by word. */
	private words: Int32Array;
	/** The address of the memory's first byte; it never moves. */
	private base: number;
	private used: number;
	/** How many bytes the larger ones of late messages had, and how many the next one may have at most. */
	private usual: number;
	private room: number;
	/** The memory of a large request, and its address. */
	private own: Buffer;
	/** Its length. Compiled by Maglev (Node 26.10), `1 < own.length` did not hold for 2 GiB, which had them handed out with a byte. */
	private ownLength: number;
	private ownBase: number;
	/** Whether the next message goes into memory of its own. */
	private isLarge: boolean;
	private readonly lasts: () => boolean;

	/** @param lasts tells whether messages live for long. */
	constructor(lasts: () => boolean = memoryLasts) {
		this.lasts = lasts;
		this.pool = new MessagePool();
		this.memory = nothing;
		this.words = new Int32Array(nothing.buffer);
		this.base = 0;
		this.used = 0;
		this.usual = 0;
		this.room = 0;
		this.own = nothing;
		this.ownLength = 0;
		this.ownBase = 0;
		this.isLarge = false;
	}

	/**
	 * Finds room for a message.
	 *
	 * @param size how many bytes it may have.
	 * @returns the address of that many free bytes, valid until the next call.
	 */
	reserve(size: number): number {
		this.room = size;
		this.isLarge = size > largest;
		if (this.isLarge) this.reserveOwn(wholeWords(size));
		else if (this.memory.length - this.used < size) this.renew();
		return this.place;
	}

	/**
	 * Finds room for a part of a stream: what is left of the slab, where a message of the usual size fits. So nearly all of a slab
	 * is used; what does not fit after all comes with the next receive.
	 *
	 * @param most how many bytes are received at most: no more than {@link largest}.
	 * @returns how many bytes are free at {@link ReceiveSlab.place}, valid until the next call.
	 */
	reserveSome(most: number): number {
		this.isLarge = Math.min(this.usual, most) >= ownFrom && this.lasts();
		this.room = Math.min(most, this.isLarge ? this.ownRoom(most) : this.slabRoom(most));
		return this.room;
	}

	/**
	 * Receives from a stream as much as was asked for: into what is left of the slab, where a message of the usual size fits, and,
	 * what is more than that, into a place beside it.
	 *
	 * @param fd the socket.
	 * @param most how many bytes are received at most.
	 * @param flags for recv(2).
	 * @returns how many bytes came, for {@link ReceiveSlab.takeWhole}; negative with `errno` set.
	 */
	receiveWhole(fd: number, most: number, flags: number): number {
		if (most > largest) return recvAt(fd, this.reserve(most), most, flags);
		const room = this.reserveSome(most);
		if (room === most) return recvAt(fd, this.place, room, flags);
		overflow ??= new Overflow(largest);
		return overflow.receive(fd, this.place, room, most - room, flags);
	}

	/** The address of what was reserved last. */
	get place(): number {
		return this.isLarge ? this.ownBase : this.base + this.used;
	}

	/**
	 * Hands out what was received at the address that {@link ReceiveSlab.reserve} gave.
	 *
	 * @param size how many bytes were received.
	 * @returns the bytes.
	 */
	take(size: number): Buffer {
		this.noteSize(size);
		if (this.isLarge) return this.takeOwn(size);
		const { memory, used } = this;
		if (size < copyBelow) return this.pool.copy(this.words, used >> 2, size);
		this.used = used + ((size + 7) & ~7);
		return new BufferView(memory.buffer, memory.byteOffset + used, size);
	}

	/**
	 * Hands out what {@link ReceiveSlab.receiveWhole} has received, or what was received after {@link ReceiveSlab.reserve}.
	 *
	 * @param size how many bytes were received.
	 * @returns the bytes, in one piece.
	 */
	takeWhole(size: number): Buffer {
		const { room } = this;
		if (size <= room || overflow === undefined) return this.take(size);
		this.noteSize(size);
		const whole = freshMemory(size);
		whole.set(this.isLarge ? this.own.subarray(0, room) : this.memory.subarray(this.used, this.used + room));
		whole.set(overflow.bytes.subarray(0, size - room), room);
		return whole;
	}

	private renew(): void {
		this.memory = freshMemory(slabSize);
		markAsUntransferable(this.memory.buffer);
		this.words = new Int32Array(this.memory.buffer);
		this.base = Number(koffi().address(this.memory));
		this.used = 0;
	}

	/** Remembers what is usual: the larger ones count, and less and less the longer they are past. */
	private noteSize(size: number): void {
		const { usual } = this;
		if (size <= usual) this.usual = usual - ((usual - size) >> 4);
		else this.usual = Math.min(largest, size === this.room ? 2 * size : size);
	}

	/** Finds room in the slab; says how much. */
	private slabRoom(most: number): number {
		const left = this.memory.length - this.used;
		if (left >= most || left > Math.max(this.usual, copyBelow)) return left;
		this.renew();
		return slabSize;
	}

	/** Finds memory for one message of the usual size, and a little more; says how much. */
	private ownRoom(most: number): number {
		const enough = wholeWords(Math.min(most, (this.usual + 2047) & ~1023));
		if (this.ownLength < enough || this.ownLength > 2 * enough) this.reserveOwn(enough);
		return this.ownLength;
	}

	private reserveOwn(length: number): void {
		if (this.ownLength === length) return;
		this.own = freshMemory(length);
		this.ownLength = length;
		this.ownBase = Number(koffi().address(this.own));
	}

	private takeOwn(size: number): Buffer {
		const { own, ownLength } = this;
		const isHalfEmpty = size * 2 < ownLength;
		if (!isHalfEmpty || ownLength > largestKept) {
			this.own = nothing;
			this.ownLength = 0;
		}
		if (!isHalfEmpty) return own.subarray(0, size);
		if (size < copyBelow) return this.pool.copy(new Int32Array(own.buffer), 0, size);
		return Buffer.from(own.subarray(0, size));
	}
}
