/** What `sockRecv` makes: the future of a receive. */
import { platform, recvAt } from "../../ffi/index.js";
import type { FileObject } from "../../selectors/index.js";
import { type Direction, ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";

const { MSG_DONTWAIT } = platform.sockets.constants;

/** A receive that is tried, and tried again. */
export class Receive extends ReadyOperation<Buffer> {
	protected readonly engine: SelectorEngine;
	protected readonly size: number;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, size: number) {
		super(engine.driver, sock, fd);
		this.engine = engine;
		this.size = size;
	}

	get writes(): boolean {
		return false;
	}

	protected get syscall(): string {
		return "recv";
	}

	protected call(): number {
		return recvAt(this.fd, this.engine.slab.reserve(this.size), this.size, MSG_DONTWAIT);
	}

	protected finish(received: number, direction: Direction): boolean {
		// A short read has emptied the socket: the next try would be EAGAIN, so an event comes first.
		direction.ready = received === this.size;
		this.setResult(this.engine.slab.takeWhole(received));
		return true;
	}
}
