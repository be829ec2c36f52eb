/** `sockRecv` on a ring: the kernel receives into a buffer that it chooses when something arrives. */
import { osError } from "../../errors.js";
import { cqeFlag, memcpy, platform, recvAt, uringOp } from "../../ffi/index.js";
import type { FileObject } from "../../selectors/index.js";
import { Receive } from "../operations/index.js";
import type { Direction } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { type BufferRing, receiveOnce, ringBufferSize } from "./buffer-ring.js";
import type { Ring } from "./ring.js";
import type { RingDriver } from "./ring-driver.js";
import type { RingRequest } from "./ring-request.js";

const { MSG_DONTWAIT } = platform.sockets.constants;

/** A receive that the kernel carries out. */
export class RingReceive extends Receive implements RingRequest {
	place: number;
	readonly isRepeatable: boolean;
	private readonly driver: RingDriver;
	private readonly buffers: BufferRing;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, size: number) {
		super(engine, sock, fd, size);
		this.place = -1;
		this.isRepeatable = true;
		this.driver = engine.driver as RingDriver;
		this.buffers = this.driver.buffers();
	}

	override get isElsewhere(): boolean {
		return this.place >= 0;
	}

	submit(ring: Ring): void {
		this.place = ring.request(
			uringOp.RECV,
			this.fd,
			0,
			Math.min(this.size, ringBufferSize),
			this,
			receiveOnce,
		);
	}

	complete(result: number, flags: number): void {
		this.place = -1;
		this.driver.completed(this, result, flags);
	}

	conclude(received: number, flags: number, direction: Direction): boolean {
		// At the end of the stream no buffer need have been chosen.
		if ((flags & cqeFlag.BUFFER) === 0) {
			this.setResult(Buffer.alloc(0));
			return true;
		}
		direction.ready = (flags & cqeFlag.SOCK_NONEMPTY) !== 0;
		// Where the kernel stopped before the buffer's end it had a reason: the next bytes come with descriptors, say.
		const isFull = received === ringBufferSize;
		if (direction.ready && isFull && received < this.size) this.takeMore(received, flags, direction);
		else this.setResult(this.buffers.take(flags, received));
		return true;
	}

	/** More than a buffer holds was asked for, and is there: the rest is received by a call. */
	private takeMore(received: number, flags: number, direction: Direction): void {
		const { slab } = this.engine;
		const address = slab.reserve(this.size);
		memcpy(address, this.buffers.addressOf(flags), received);
		this.buffers.drop(flags);
		const more = recvAt(this.fd, address + received, this.size - received, MSG_DONTWAIT);
		const size = received + Math.max(0, more);
		direction.ready = size === this.size;
		this.setResult(slab.take(size));
	}

	discard(_result: number, flags: number): void {
		if ((flags & cqeFlag.BUFFER) !== 0) this.buffers.drop(flags);
	}

	refuse(error: number): void {
		this.setException(osError(error, this.syscall, { fd: this.fd }));
	}

	override cancel(message?: string): boolean {
		this.driver.recall(this);
		return super.cancel(message);
	}

	override setResult(data: Buffer): void {
		this.leave();
		super.setResult(data);
	}

	override setException(reason: unknown): void {
		this.leave();
		super.setException(reason);
	}

	/** Somebody else settles it while the kernel has it: what comes is for the next one. */
	private leave(): void {
		if (this.place >= 0) this.driver.withdraw(this);
	}
}
