/** Datagrams, from one request that the kernel answers again and again. */
import { constants } from "node:os";
import { cqeFlag, uringOp } from "../../ffi/index.js";
import type { Job } from "../../futures/index.js";
import { Deque } from "../../internal/index.js";
import type { Arrivals, ArrivedDatagram } from "../arrivals.js";
import type { Completion } from "./completion.js";
import { type DatagramBuffers, receiveDatagrams } from "./datagram-buffers.js";
import type { RingDriver } from "./ring-driver.js";

const { EAGAIN, ECANCELED, EINTR, ENOBUFS } = constants.errno;

/**
 * The receiving side of an endpoint on a ring. What has arrived is kept until it is taken, also what arrived before
 * {@link DatagramFlow.stop} and was not taken yet.
 */
export class DatagramFlow implements Arrivals<ArrivedDatagram>, Completion {
	/** Its place in the ring while the kernel has it; -1 while it has not. */
	place = -1;
	readonly #driver: RingDriver;
	readonly #buffers: DatagramBuffers;
	readonly #fd: number;
	readonly #listener: Job;
	readonly #arrived = new Deque<ArrivedDatagram | number>();
	#wanted = false;
	/** Whether the listener will be called. */
	#told = false;

	/**
	 * @param driver the driver.
	 * @param buffers the buffers for datagrams.
	 * @param fd the socket, one of datagrams of an internet family.
	 * @param listener enqueued when a datagram has come.
	 */
	constructor(driver: RingDriver, buffers: DatagramBuffers, fd: number, listener: Job) {
		this.#driver = driver;
		this.#buffers = buffers;
		this.#fd = fd;
		this.#listener = listener;
	}

	start(): void {
		this.#wanted = true;
		if (this.#arrived.length > 0) this.#tell();
		if (this.place < 0) this.#submit();
	}

	stop(): void {
		this.#wanted = false;
		this.#driver.recall(this);
	}

	listening(): void {
		this.#told = false;
	}

	take(): ArrivedDatagram | number | undefined {
		return this.#arrived.shift();
	}

	complete(result: number, flags: number): void {
		const goesOn = (flags & cqeFlag.MORE) !== 0;
		if (!goesOn) {
			this.place = -1;
			this.#driver.finished();
		}
		// An error, such as a refused connection, ends the request, and not the endpoint.
		if (result >= 0) this.#arrived.push(this.#buffers.take(flags));
		else if (!isPassing(-result)) this.#arrived.push(-result);
		if (result < 0 && (flags & cqeFlag.BUFFER) !== 0) this.#buffers.drop(flags);
		if (!this.#wanted) return;
		if (this.#arrived.length > 0) this.#tell();
		if (!goesOn) this.#submit();
	}

	#tell(): void {
		if (this.#told) return;
		this.#told = true;
		this.#driver.owner.enqueue(this.#listener);
	}

	#submit(): void {
		const driver = this.#driver;
		const { address } = this.#buffers.message;
		this.place = driver.ring.request(uringOp.RECVMSG, this.#fd, address, 1, this, receiveDatagrams);
		driver.began();
	}
}

/** Errors after which it is only to be asked again: taken back, no buffer left, interrupted. */
function isPassing(error: number): boolean {
	return error === ECANCELED || error === ENOBUFS || error === EINTR || error === EAGAIN;
}
