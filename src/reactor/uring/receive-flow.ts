/** What arrives on a socket, from one request that the kernel answers again and again. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { cqeFlag, uringOp } from "../../ffi/index.js";
import type { Job } from "../../futures/index.js";
import { Deque } from "../../internal/index.js";
import type { Inflow } from "../inflow.js";
import { type BufferRing, receiveOnAndOn } from "./buffer-ring.js";
import type { Completion } from "./completion.js";
import type { RingDriver } from "./ring-driver.js";

const { EAGAIN, ECANCELED, EINTR, ENOBUFS } = constants.errno;

/**
 * The receiving side of a transport on a ring. What has arrived is kept until it is taken, also what arrived before
 * {@link ReceiveFlow.stop} and was not taken yet.
 */
export class ReceiveFlow implements Inflow, Completion {
	/** Its place in the ring while the kernel has it; -1 while it has not. */
	place: number;
	/** Whether the peer has said that nothing more will come, and all that came was taken. */
	get ended(): boolean {
		return this.atEnd && this.first === undefined;
	}

	private readonly driver: RingDriver;
	private readonly buffers: BufferRing;
	private readonly fd: number;
	private readonly listener: Job;
	/** What came first of what waits to be taken. */
	private first: Buffer | undefined;
	/** What came after that; made when more than one message waits. */
	private others: Deque<Buffer> | undefined;
	private wanted: boolean;
	private atEnd: boolean;
	private error: Error | undefined;
	/** Whether the listener will be called. */
	private told: boolean;

	/**
	 * @param driver the driver.
	 * @param fd the socket, a stream.
	 * @param listener enqueued when something has come.
	 */
	constructor(driver: RingDriver, fd: number, listener: Job) {
		this.driver = driver;
		this.buffers = driver.buffers();
		this.fd = fd;
		this.listener = listener;
		this.place = -1;
		this.first = undefined;
		this.others = undefined;
		this.wanted = false;
		this.atEnd = false;
		this.error = undefined;
		this.told = false;
	}

	/** Begins to receive; what came before is told first. */
	start(): void {
		this.wanted = true;
		if (this.hasNews) this.tell();
		if (this.place < 0 && !this.atEnd && this.error === undefined) this.submit();
	}

	/** Receives no more. The kernel has let go of the socket when this returns. */
	stop(): void {
		this.wanted = false;
		this.driver.recall(this);
	}

	/** To be called by the listener before it takes what has come. */
	listening(): void {
		this.told = false;
	}

	/**
	 * Takes what came first.
	 *
	 * @returns the bytes; `undefined` where there are none.
	 */
	take(): Buffer | undefined {
		const { first } = this;
		this.first = this.others?.shift();
		return first;
	}

	putBack(data: Buffer): void {
		if (this.first !== undefined) {
			this.others ??= new Deque();
			this.others.unshift(this.first);
		}
		this.first = data;
	}

	/**
	 * Takes the error that ended it, after all that came before.
	 *
	 * @returns the error; `undefined` where there is none.
	 */
	takeError(): Error | undefined {
		return this.first === undefined ? this.error : undefined;
	}

	complete(result: number, flags: number): void {
		const goesOn = (flags & cqeFlag.MORE) !== 0;
		if (!goesOn) {
			this.place = -1;
			this.driver.finished();
		}
		if (result > 0) this.keep(this.buffers.take(flags, result));
		else if (result === 0) this.finish(flags);
		else if (result === -ENOBUFS) this.buffers.lack();
		else if (!passing(-result)) this.error = osError(-result, "recv", { fd: this.fd });
		if (!this.wanted) return;
		if (this.hasNews) this.tell();
		if (!goesOn && !this.atEnd && this.error === undefined) this.submit();
	}

	/** Whether there is something to take, or it has ended. */
	private get hasNews(): boolean {
		return this.first !== undefined || this.atEnd || this.error !== undefined;
	}

	private keep(data: Buffer): void {
		if (this.first === undefined) {
			this.first = data;
			return;
		}
		this.others ??= new Deque();
		this.others.push(data);
	}

	private finish(flags: number): void {
		this.atEnd = true;
		if ((flags & cqeFlag.BUFFER) !== 0) this.buffers.drop(flags);
	}

	private tell(): void {
		if (this.told) return;
		this.told = true;
		this.driver.owner.enqueue(this.listener);
	}

	private submit(): void {
		const { driver } = this;
		this.place = driver.ring.request(uringOp.RECV, this.fd, 0, 0, this, receiveOnAndOn);
		driver.began();
	}
}

/** Errors after which it is only to be asked again: taken back, interrupted. */
function passing(error: number): boolean {
	return error === ECANCELED || error === EINTR || error === EAGAIN;
}
