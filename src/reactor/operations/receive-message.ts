/** What `sockRecvmsg` and `sockRecvFds` share: a message is received, and what it carries belongs to somebody. */
import { platform } from "../../ffi/index.js";
import type { FileObject } from "../../selectors/index.js";
import { closeDescriptors, type IncomingMessage, trim } from "../../sockets/internals.js";
import { type Direction, ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import type { MessageTaker } from "./message-taker.js";
import { Unclaimed } from "./unclaimed.js";

const { MSG_DONTWAIT } = platform.sockets.constants;

/**
 * Receives a message.
 *
 * Descriptors that came with it are open from that moment on, whether or not anybody is left who wants them. They belong
 * to whoever looks at the result. Where the operation is cancelled between its message and that look, as happens where
 * a generator task is cancelled in the turn in which its message came, they are closed; so they are where everybody has
 * let go of the operation without a look.
 */
export class ReceiveMessage<T> extends ReadyOperation<T> {
	private readonly buffer: Buffer;
	private readonly message: IncomingMessage;
	private readonly taker: MessageTaker<T>;
	private unclaimed: Unclaimed | undefined;

	/**
	 * @param engine the engine.
	 * @param sock the file object.
	 * @param fd its descriptor.
	 * @param buffer where the data go.
	 * @param message the message that is received into it.
	 * @param taker what makes the result of it.
	 */
	constructor(
		engine: SelectorEngine,
		sock: FileObject,
		fd: number,
		buffer: Buffer,
		message: IncomingMessage,
		taker: MessageTaker<T>,
	) {
		super(engine.driver, sock, fd);
		this.buffer = buffer;
		this.message = message;
		this.taker = taker;
		this.unclaimed = undefined;
	}

	get writes(): boolean {
		return false;
	}

	protected get syscall(): string {
		return "recvmsg";
	}

	override result(): T {
		const result = super.result();
		this.unclaimed?.claim();
		this.unclaimed = undefined;
		return result;
	}

	override cancel(message?: string): boolean {
		// Whoever waits goes on before this job does: it then has looked, or never will.
		const discard = () => this.discard(message);
		if (this.unclaimed !== undefined) this.scheduler.enqueue({ run: discard, dropped: discard });
		return super.cancel(message);
	}

	protected call(): number {
		return this.message.attempt(this.fd, MSG_DONTWAIT);
	}

	protected finish(received: number, direction: Direction): boolean {
		// A message says nothing of those behind it: the next one is tried at once.
		direction.ready = true;
		const details = this.message.take();
		const [rest, fds] = this.taker(details);
		try {
			const result = rest(trim(this.buffer, received));
			if (fds.length > 0) this.unclaimed = new Unclaimed(this, fds);
			this.setResult(result);
		} catch (error) {
			closeDescriptors(fds);
			throw error;
		}
		return true;
	}

	private discard(message: string | undefined): void {
		if (this.unclaimed === undefined) return;
		this.unclaimed.close();
		this.unclaimed = undefined;
		// Nobody may see numbers that are somebody else's by now.
		this.recall(message);
	}
}
