/**
 * The table that poll(2) is given, kept up to date between calls: an array of `struct pollfd`, an int and two shorts
 * each, without gaps.
 */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { errno, NativeBuffer, poll } from "../../ffi/index.js";
import type { Poller } from "./poller.js";

const { EINTR } = constants.errno;
/** Of one entry: 32-bit words, 16-bit halves, and which halves are the events asked for and found. */
const words = 2;
const halves = 4;
const asked = 2;
const found = 3;

/** The descriptors of a poll object. */
export class PollTable implements Poller {
	#capacity = 16;
	#buffer = new NativeBuffer(this.#capacity * 8);
	#words = new Int32Array(this.#buffer.bytes);
	#halves = new Int16Array(this.#buffer.bytes);
	#count = 0;
	readonly #places = new Map<number, number>();
	// The places of the entries that the last wait found ready.
	#ready = new Int32Array(this.#capacity);
	#turn = 0;

	/** How many descriptors there are. */
	get size(): number {
		return this.#count;
	}

	/** Whether a descriptor is in the table. */
	has(fd: number): boolean {
		return this.#places.has(fd);
	}

	add(fd: number, flags: number): void {
		if (this.#count === this.#capacity) this.#grow();
		const place = this.#count++;
		this.#places.set(fd, place);
		this.#words[place * words] = fd;
		this.#halves[place * halves + asked] = flags;
	}

	change(fd: number, flags: number): void {
		const place = this.#places.get(fd);
		if (place !== undefined) this.#halves[place * halves + asked] = flags;
	}

	remove(fd: number): void {
		const place = this.#places.get(fd);
		if (place === undefined) return;
		this.#places.delete(fd);
		// The last one fills the gap.
		const last = --this.#count;
		if (place === last) return;
		const moved = this.#words[last * words] ?? -1;
		this.#words[place * words] = moved;
		this.#halves[place * halves + asked] = this.#halves[last * halves + asked] ?? 0;
		this.#places.set(moved, place);
	}

	wait(milliseconds: number, limit: number): number {
		const count = poll(this.#buffer.address, this.#count, milliseconds);
		if (count >= 0) return this.#collect(count, limit);
		const error = errno();
		if (error === EINTR) return -1;
		throw osError(error, "poll");
	}

	fdAt(index: number): number {
		return this.#words[(this.#ready[index] ?? 0) * words] ?? -1;
	}

	flagsAt(index: number): number {
		return (this.#halves[(this.#ready[index] ?? 0) * halves + found] ?? 0) & 0xffff;
	}

	close(): void {
		this.#count = 0;
		this.#places.clear();
	}

	/** Finds the entries that are ready, beginning where the last search ended, where not all of them fit. */
	#collect(ready: number, limit: number): number {
		const wanted = Math.min(ready, limit);
		let place = ready > limit && this.#turn < this.#count ? this.#turn : 0;
		let collected = 0;
		for (let seen = 0; collected < wanted && seen < this.#count; seen++) {
			if (this.#halves[place * halves + found] !== 0) this.#ready[collected++] = place;
			place = place + 1 === this.#count ? 0 : place + 1;
		}
		this.#turn = place;
		return collected;
	}

	#grow(): void {
		this.#capacity *= 2;
		const buffer = new NativeBuffer(this.#capacity * 8);
		const grown = new Int32Array(buffer.bytes);
		grown.set(this.#words);
		this.#buffer = buffer;
		this.#words = grown;
		this.#halves = new Int16Array(buffer.bytes);
		this.#ready = new Int32Array(this.#capacity);
	}
}
