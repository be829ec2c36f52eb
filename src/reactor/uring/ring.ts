/**
 * A ring of io_uring: requests go into one queue, what became of them comes out of another, and both lie in memory that is
 * shared with the kernel. One system call, `enter`, hands in all that is queued and takes what has ended.
 *
 * It knows nothing of loops. A request holds whatever it needs alive through its {@link Completion}: the kernel may write to
 * a buffer until the request has ended, cancelled or not.
 */
import { constants } from "node:os";
import { NotImplementedError, osError } from "../../errors.js";
import {
	close,
	closeAtThreadEnd,
	cqeFlag,
	cqeLayout,
	errno,
	eventfdDisabled,
	hasNeededFeatures,
	ioUringEnter,
	keepAtThreadEnd,
	RingMemory,
	type RingSetup,
	setUpRing,
	sqeFlag,
	sqeLayout,
	sqFlag,
	uringEnter,
	uringFeature,
	uringMap,
	uringOp,
	uringParams,
	uringSetup,
} from "../../ffi/index.js";
import type { Completion } from "./completion.js";
import { InFlight } from "./in-flight.js";
import type { RequestDetails } from "./request-details.js";
import type { SilentRequests } from "./silent-requests.js";
import { WaitArgument } from "./wait-argument.js";

const { EBUSY, EAGAIN, EINTR, ETIME } = constants.errno;
const { GETEVENTS, EXT_ARG } = uringEnter;
/** Requests that nobody is told of. */
const nobody = -1;
/** Requests of which only a failure is told: the place of the first one, from which they count downwards. */
const firstSilent = -2;

const nothing: RequestDetails = {};

/** A pair of queues that is shared with the kernel. */
export class Ring {
	readonly fd: number;
	/** Whether the kernel keeps what has ended until it is asked. */
	readonly defers: boolean;
	private readonly rings: RingMemory;
	private readonly requests: RingMemory;
	private readonly inFlight = new InFlight();
	private readonly argument = new WaitArgument();
	private readonly skipsSuccess: number;
	/** The shared words, and the places of those that move. Empty once the ring is closed. */
	private words: Int32Array;
	private sqes: Int32Array;
	private readonly sqTail: number;
	private readonly sqFlags: number;
	private readonly sqMask: number;
	private readonly cqHead: number;
	private readonly cqTail: number;
	private readonly cqMask: number;
	private readonly cqFlags: number;
	private readonly cqes: number;
	/** Where the next request goes, and where the next completion comes from. */
	private tail: number;
	private head: number;
	/** How many requests the kernel has not been told of. */
	private pending = 0;
	private closed = false;
	/** Who is told of the failures of {@link Ring.sendSilently}. */
	silent: SilentRequests | undefined;

	/**
	 * @param entries how many requests are handed in at once at most; a power of two.
	 * @param setup the ring, for a test that wants another.
	 * @throws NotImplementedError where there is no io_uring, or one that is too old.
	 * @throws OSError where the kernel refuses.
	 */
	constructor(entries = 1024, setup: RingSetup = setUpRing(entries, 4 * entries)) {
		const { fd, params } = setup;
		this.fd = fd;
		this.defers = (setup.flags & uringSetup.DEFER_TASKRUN) !== 0;
		const { sq, cq } = uringParams;
		const word = (at: number) => (params[at] as number) >> 2;
		const features = params[uringParams.features] as number;
		this.skipsSuccess = (features & uringFeature.CQE_SKIP) !== 0 ? sqeFlag.CQE_SKIP_SUCCESS : 0;
		const sqEntries = params[uringParams.sqEntries] as number;
		const cqEntries = params[uringParams.cqEntries] as number;
		try {
			if (!hasNeededFeatures(features))
				throw new NotImplementedError("Cannot make a ring: this kernel's io_uring is too old");
			const size = 4 * Math.max(word(sq.array) + sqEntries, word(cq.entries) + cqEntries * cqeLayout.words);
			this.rings = new RingMemory(fd, size, uringMap.RINGS);
			this.requests = new RingMemory(fd, sqEntries * sqeLayout.words * 4, uringMap.REQUESTS);
		} catch (error) {
			close(fd);
			throw error;
		}
		closeAtThreadEnd(fd);
		this.words = this.rings.words;
		this.sqes = this.requests.words;
		this.sqTail = word(sq.tail);
		this.sqFlags = word(sq.flags);
		this.sqMask = this.words[word(sq.mask)] as number;
		this.cqHead = word(cq.head);
		this.cqTail = word(cq.tail);
		this.cqMask = this.words[word(cq.mask)] as number;
		this.cqFlags = word(cq.flags);
		this.cqes = word(cq.entries);
		this.tail = this.words[this.sqTail] as number;
		this.head = this.words[this.cqHead] as number;
		// Each place of the queue stands for the request of the same number, for good.
		for (let i = 0; i < sqEntries; i += 1) this.words[word(sq.array) + i] = i;
	}

	/** How many requests have not ended. */
	get size(): number {
		return this.inFlight.size;
	}

	/** How many requests the kernel has not been told of. */
	get queued(): number {
		return this.pending;
	}

	/** Whether it was closed. */
	get isClosed(): boolean {
		return this.closed;
	}

	/**
	 * Queues a request; {@link Ring.enter} hands it in.
	 *
	 * @param operation what to do.
	 * @param fd with which descriptor; -1 for none.
	 * @param address the memory that it is about.
	 * @param length how long that is.
	 * @param completion who is told how it ended.
	 * @param details the rest.
	 * @returns its place, for {@link Ring.cancel}; valid until it has ended.
	 */
	request(
		operation: number,
		fd: number,
		address: number,
		length: number,
		completion: Completion,
		details: RequestDetails = nothing,
	): number {
		const place = this.inFlight.add(completion);
		this.write(operation, fd, address, length, place, this.inFlight.turnOf(place), details);
		return place;
	}

	/**
	 * Queues a send whose success nobody is told of.
	 *
	 * @param fd the socket.
	 * @param address where the bytes begin.
	 * @param length how many.
	 * @param index its number, for {@link SilentRequests.failed}.
	 * @param details its flags.
	 * @returns its place in the queue, for {@link Ring.lengthen}.
	 */
	sendSilently(fd: number, address: number, length: number, index: number, details: RequestDetails): number {
		this.write(uringOp.SEND, fd, address, length, firstSilent - index, 0, details);
		return (this.tail - 1) | 0;
	}

	/**
	 * Makes a queued request longer, unless the kernel has been told of it.
	 *
	 * @param number its place in the queue.
	 * @param extra how many bytes more it is about.
	 * @returns whether it did.
	 */
	lengthen(number: number, extra: number): boolean {
		if (((this.tail - number) | 0) > this.pending) return false;
		const at = (number & this.sqMask) * sqeLayout.words + sqeLayout.length;
		this.sqes[at] = (this.sqes[at] as number) + extra;
		return true;
	}

	/** Tells of the silent requests that have failed, before anything else that has ended. */
	findFailures(): void {
		const { words } = this;
		do {
			const tail = Atomics.load(words, this.cqTail);
			for (let head = this.head; head !== tail; head = (head + 1) | 0) {
				const at = this.cqes + (head & this.cqMask) * cqeLayout.words;
				const place = words[at + cqeLayout.userData] as number;
				if (place > firstSilent) continue;
				words[at + cqeLayout.userData] = nobody;
				this.silent?.failed(firstSilent - place, words[at + cqeLayout.result] as number);
			}
			// What did not fit in here the kernel has kept.
		} while (this.makeRoom());
	}

	/**
	 * Queues a request to cancel another one, which then ends with ECANCELED, or as it would have ended.
	 *
	 * @param place the other one's place.
	 * @param completion who is told what came of the cancelling; nobody if absent.
	 */
	cancel(place: number, completion?: Completion): void {
		const turn = this.inFlight.turnOf(place);
		const own = completion === undefined ? nobody : this.inFlight.add(completion);
		const ownTurn = completion === undefined ? 0 : this.inFlight.turnOf(own);
		const requestFlags = completion === undefined ? this.skipsSuccess : 0;
		// The address is the other one's two words.
		this.write(uringOp.ASYNC_CANCEL, -1, 0, 0, own, ownTurn, { requestFlags });
		const at = ((this.tail - 1) & this.sqMask) * sqeLayout.words;
		this.sqes[at + sqeLayout.address] = place;
		this.sqes[at + sqeLayout.address + 1] = turn;
	}

	/**
	 * Hands in what is queued, has the kernel finish what it can, and waits.
	 *
	 * @param wanted for how many completions to wait; 0 for none.
	 * @param timeout how long at most, in milliseconds; `undefined` for ever.
	 * @returns whether it was not interrupted by a signal.
	 * @throws OSError where the kernel refuses.
	 */
	enter(wanted: number, timeout?: number): boolean {
		return this.call(GETEVENTS, wanted, timeout);
	}

	/**
	 * Hands in what is queued, and no more: what waits for the kernel to finish it goes on waiting.
	 *
	 * @throws OSError where the kernel refuses.
	 */
	submit(): void {
		if (this.pending > 0) this.call(0, 0, undefined);
	}

	/**
	 * Asks, without a system call, whether anything has ended, or waits for the kernel to finish it when it is next entered.
	 *
	 * @returns whether something has.
	 */
	hasNews(): boolean {
		return this.head !== Atomics.load(this.words, this.cqTail) || this.isOwed();
	}

	/**
	 * Has the kernel ring no bell, or ring it again; whoever does so looks for himself afterwards, with {@link Ring.hasNews}.
	 *
	 * @param isQuiet whether it shall be quiet.
	 */
	setQuiet(isQuiet: boolean): void {
		Atomics.store(this.words, this.cqFlags, isQuiet ? eventfdDisabled : 0);
	}

	/**
	 * Asks, without a system call, whether something waits for the kernel to finish it when it is next entered.
	 *
	 * @returns whether something does.
	 */
	isOwed(): boolean {
		return (Atomics.load(this.words, this.sqFlags) & (sqFlag.TASKRUN | sqFlag.CQ_OVERFLOW)) !== 0;
	}

	/**
	 * Tells those whom it concerns what has ended.
	 *
	 * @param limit how many completions to take at most.
	 * @returns how many there were.
	 */
	reap(limit: number): number {
		let count = 0;
		let tail = Atomics.load(this.words, this.cqTail);
		try {
			while (count < limit && !this.closed) {
				// Whoever is told may reap, too, and further than this.
				if (((tail - this.head) | 0) <= 0) tail = Atomics.load(this.words, this.cqTail);
				if (this.head === tail) break;
				const at = this.cqes + (this.head & this.cqMask) * cqeLayout.words;
				const place = this.words[at + cqeLayout.userData] as number;
				const result = this.words[at + cqeLayout.result] as number;
				const flags = this.words[at + cqeLayout.flags] as number;
				this.head = (this.head + 1) | 0;
				count += 1;
				if (place < 0) {
					if (place !== nobody) this.silent?.failed(firstSilent - place, result);
					continue;
				}
				const completion = this.inFlight.find(place);
				if ((flags & cqeFlag.MORE) === 0) this.inFlight.remove(place);
				completion?.complete(result, flags);
			}
		} finally {
			if (!this.closed) Atomics.store(this.words, this.cqHead, this.head);
		}
		return count;
	}

	/** Cancels whatever is in flight, waits until it has ended, and gives the memory back. Those who are told are told. */
	close(): void {
		if (this.closed) return;
		while (this.inFlight.size > 0) {
			// Again and again: a linked request that has yet to begin is not found, and what is behind a link may not be done.
			for (const place of this.inFlight.places()) this.cancel(place);
			this.enter(1, 10);
			this.reap(Number.POSITIVE_INFINITY);
		}
		this.closed = true;
		this.words = new Int32Array(0);
		this.sqes = new Int32Array(0);
		this.rings.unmap();
		this.requests.unmap();
		keepAtThreadEnd(this.fd);
		close(this.fd);
	}

	/** Enters the kernel; says whether it was not interrupted by a signal. */
	private call(flags: number, wanted: number, timeout: number | undefined): boolean {
		const isTimed = wanted > 0 && timeout !== undefined;
		if (isTimed) this.argument.setTimeout(timeout);
		// Read by the kernel while it is entered, and not before.
		this.words[this.sqTail] = this.tail;
		// Whoever calls this looks for himself.
		this.setQuiet(true);
		const submitted = ioUringEnter(
			this.fd,
			this.pending,
			wanted,
			isTimed ? flags | EXT_ARG : flags,
			isTimed ? this.argument.address : 0,
			isTimed ? this.argument.size : 0,
		);
		this.setQuiet(false);
		const error = submitted < 0 ? errno() : 0;
		// Fewer are taken only where the kernel has run into a limit; what ended makes room.
		this.pending -= Math.max(0, submitted);
		// The time is up only where nothing was to be handed in: else the call tells how many were.
		if (error === 0 || error === ETIME || error === EBUSY || error === EAGAIN) return true;
		if (error === EINTR) return false;
		throw osError(error, "io_uring_enter", { fd: this.fd });
	}

	/** Writes a request down. The words behind its group of buffers are 0 from the beginning, and stay so. */
	private write(
		operation: number,
		fd: number,
		address: number,
		length: number,
		place: number,
		turn: number,
		details: RequestDetails,
	): void {
		// Handed in, the places are free again.
		while (this.pending > this.sqMask) {
			this.enter(0);
			if (this.pending > this.sqMask) this.reap(1);
		}
		const { sqes } = this;
		const at = (this.tail & this.sqMask) * sqeLayout.words;
		const { flags = 0, priority = 0, requestFlags = 0, bufferGroup = 0, offset = 0 } = details;
		sqes[at + sqeLayout.operation] = operation | (requestFlags << 8) | (priority << 16);
		sqes[at + sqeLayout.fd] = fd;
		sqes[at + sqeLayout.offset] = offset | 0;
		sqes[at + sqeLayout.offset + 1] = Math.floor(offset / 2 ** 32);
		sqes[at + sqeLayout.address] = address | 0;
		sqes[at + sqeLayout.address + 1] = Math.floor(address / 2 ** 32);
		sqes[at + sqeLayout.length] = length;
		sqes[at + sqeLayout.operationFlags] = flags;
		sqes[at + sqeLayout.userData] = place;
		sqes[at + sqeLayout.userData + 1] = turn;
		sqes[at + sqeLayout.bufferGroup] = bufferGroup;
		this.tail = (this.tail + 1) | 0;
		this.pending += 1;
	}

	/** Takes out what has ended where more waits to be told; says whether it did. */
	private makeRoom(): boolean {
		if ((Atomics.load(this.words, this.sqFlags) & sqFlag.CQ_OVERFLOW) === 0) return false;
		this.reap(Number.POSITIVE_INFINITY);
		this.enter(0);
		return true;
	}
}
