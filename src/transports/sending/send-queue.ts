/**
 * Bytes that the kernel did not take at once.
 *
 * Each is copied once, when it comes in: the caller may use its memory again, and many small writes become one large
 * one. What lies in several segments is sent with one system call.
 */
import { IoVector } from "../../ffi/index.js";
import { givePage, pageSize, takePage } from "./page-pool.js";
import { Segment } from "./segment.js";

let vector: IoVector | undefined;

/** A queue of bytes, for one descriptor. */
export class SendQueue {
	/** How many bytes wait. */
	size: number;
	private head: Segment | undefined;
	private tail: Segment | undefined;

	constructor() {
		this.size = 0;
		this.head = undefined;
		this.tail = undefined;
	}

	/**
	 * Adds bytes.
	 *
	 * @param bytes the bytes, which are copied.
	 * @param from where to begin: what lies before was sent already.
	 * @param length how many there are, those before included.
	 */
	push(bytes: Uint8Array, from: number, length: number): void {
		let at = from;
		this.size += length - from;
		while (at < length) {
			const segment = this.roomFor(length - at);
			const count = Math.min(length - at, segment.memory.length - segment.end);
			segment.memory.set(new Uint8Array(bytes.buffer, bytes.byteOffset + at, count), segment.end);
			segment.end += count;
			at += count;
		}
	}

	/**
	 * Sends as much as one system call takes.
	 *
	 * @param fd the descriptor.
	 * @param sendOne sends the bytes at an address.
	 * @param sendSeveral sends what the list names; `undefined` to send one segment at a time.
	 * @returns what the call returned: how many bytes went, or a negative number with `errno` set.
	 */
	flush(
		fd: number,
		sendOne: (fd: number, address: number, length: number) => number,
		sendSeveral: ((vector: IoVector, fd: number, count: number) => number) | undefined,
	): number {
		const { head } = this;
		if (head === undefined) return 0;
		const sent =
			head.next === undefined || sendSeveral === undefined
				? sendOne(fd, head.address + head.start, head.length)
				: this.gather(fd, head, sendSeveral);
		if (sent > 0) this.drop(sent);
		return sent;
	}

	/** Forgets everything. */
	clear(): void {
		this.drop(this.size);
	}

	private gather(
		fd: number,
		head: Segment,
		sendSeveral: (vector: IoVector, fd: number, count: number) => number,
	): number {
		vector ??= new IoVector();
		let count = 0;
		for (
			let each: Segment | undefined = head;
			each !== undefined && count < IoVector.most;
			each = each.next
		) {
			vector.set(count, each.address + each.start, each.length);
			count += 1;
		}
		return sendSeveral(vector, fd, count);
	}

	/** The segment that the next bytes go into: the last one while it has room. */
	private roomFor(size: number): Segment {
		const { tail } = this;
		if (tail !== undefined && tail.end < tail.memory.length) return tail;
		const segment = size > pageSize ? new Segment(size) : takePage();
		if (tail === undefined) this.head = segment;
		else tail.next = segment;
		this.tail = segment;
		return segment;
	}

	private drop(sent: number): void {
		this.size -= sent;
		let left = sent;
		let { head } = this;
		while (head !== undefined && left >= head.length) {
			left -= head.length;
			const { next }: Segment = head;
			givePage(head);
			head = next;
		}
		this.head = head;
		if (head === undefined) this.tail = undefined;
		else head.start += left;
	}
}
