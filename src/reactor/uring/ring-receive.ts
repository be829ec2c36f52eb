/** `sockRecv` on a ring: the kernel receives into a buffer that it chooses when something arrives. */
import { osError } from "../../errors.js";
import { cqeFlag, recvSendFlag, sqeFlag, uringOp } from "../../ffi/index.js";
import type { FileObject } from "../../selectors/index.js";
import { Receive } from "../operations/index.js";
import type { Direction } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { type BufferRing, ringBufferSize } from "./buffer-ring.js";
import type { Ring } from "./ring.js";
import type { RingDriver } from "./ring-driver.js";
import type { RingRequest } from "./ring-request.js";

const { BUFFER_SELECT } = sqeFlag;
const { POLL_FIRST } = recvSendFlag;

/** A receive that the kernel carries out. */
export class RingReceive extends Receive implements RingRequest {
	place: number;
	private readonly driver: RingDriver;
	private readonly buffers: BufferRing;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, size: number) {
		super(engine, sock, fd, size);
		this.place = -1;
		this.driver = engine.driver as RingDriver;
		this.buffers = this.driver.buffers();
	}

	submit(ring: Ring): void {
		this.place = ring.request(uringOp.RECV, this.fd, 0, Math.min(this.size, ringBufferSize), this, {
			priority: POLL_FIRST,
			requestFlags: BUFFER_SELECT,
			bufferGroup: this.buffers.group,
		});
	}

	complete(result: number, flags: number): void {
		this.place = -1;
		this.driver.completed(this, result, flags);
	}

	conclude(received: number, flags: number, direction: Direction): boolean {
		direction.ready = (flags & cqeFlag.SOCK_NONEMPTY) !== 0;
		// At the end of the stream no buffer need have been chosen.
		const hasBuffer = (flags & cqeFlag.BUFFER) !== 0;
		if (!hasBuffer) this.setResult(Buffer.alloc(0));
		else this.setResult(this.buffers.take(flags, received));
		return true;
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
}
