/** An operation that is tried, and tried again whenever its descriptor is ready. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { errno } from "../../ffi/index.js";
import { Future } from "../../futures/index.js";
import { EVENT_READ, EVENT_WRITE, type FileObject } from "../../selectors/index.js";
import type { Descriptor } from "./descriptor.js";
import type { Direction } from "./direction.js";
import type { Readiness } from "./readiness.js";

const { EAGAIN, EINTR } = constants.errno;

/**
 * The future of an operation on a descriptor, and the operation itself: one object for both, since one is made for each
 * message.
 *
 * A subclass says what it calls and what it makes of the result; trying, waiting and failing are here. Cancelling takes
 * it off its descriptor at once, and nothing is lost by it: what arrives later stays in the kernel for the next one.
 */
export abstract class ReadyOperation<out T> extends Future<T> {
	/** The one that waits behind it. */
	next: ReadyOperation<unknown> | undefined;
	/** The descriptor and the direction that it waits on, while it does. */
	waitsOn: Descriptor | undefined;
	protected readonly readiness: Readiness;
	readonly fd: number;
	private readonly file: FileObject;

	/**
	 * @param readiness where it waits.
	 * @param file the file object that it is about.
	 * @param fd the file object's descriptor.
	 */
	constructor(readiness: Readiness, file: FileObject, fd: number) {
		super(readiness.owner);
		this.readiness = readiness;
		this.file = file;
		this.fd = fd;
		this.next = undefined;
		this.waitsOn = undefined;
	}

	/** Which direction it waits for. */
	abstract readonly writes: boolean;
	/** The event that it waits for: EVENT_READ or EVENT_WRITE. */
	get event(): number {
		return this.writes ? EVENT_WRITE : EVENT_READ;
	}

	/** Whether somebody else is about to finish it: it is not tried meanwhile, nor is whoever waits behind it. */
	get isElsewhere(): boolean {
		return false;
	}

	/** The system call, for errors. */
	protected abstract readonly syscall: string;

	/**
	 * Makes the system call, without blocking.
	 *
	 * @returns its result; negative with `errno` set.
	 */
	protected abstract call(): number;

	/**
	 * Settles it, or goes on.
	 *
	 * @param result what the system call returned, not negative.
	 * @param direction to be told whether the next try must wait.
	 * @returns whether it is settled; if not, the call is made again.
	 */
	protected abstract finish(result: number, direction: Direction): boolean;

	/**
	 * Asks, where it goes on, whether it has done enough for one event: it then waits for the next one, so that others get
	 * their turn.
	 *
	 * @returns whether it has.
	 */
	protected givesWay(): boolean {
		return false;
	}

	/**
	 * Tries it.
	 *
	 * @param direction the direction of its descriptor.
	 * @returns whether it is settled; if not, it must wait.
	 */
	attempt(direction: Direction): boolean {
		try {
			return this.tryCall(direction);
		} catch (error) {
			// No memory to receive into, say: it concerns this operation alone.
			if (!this.done()) this.setException(error);
			return true;
		}
	}

	private tryCall(direction: Direction): boolean {
		for (;;) {
			const result = this.call();
			if (result >= 0) {
				direction.pause = 0;
				if (this.finish(result, direction)) return true;
				if (!this.givesWay()) continue;
				direction.ready = false;
				return false;
			}
			const error = errno();
			if (error === EINTR) continue;
			if (error === EAGAIN) {
				direction.ready = false;
				return false;
			}
			this.setException(osError(error, this.syscall, { fd: this.fd }));
			return true;
		}
	}

	/**
	 * Asks the file object again for its descriptor: closed while we waited, the number may be somebody else's by now.
	 *
	 * @returns whether it still has the same one.
	 */
	isCurrent(): boolean {
		const { file } = this;
		if (typeof file === "number") return true;
		try {
			return file.fileno() === this.fd;
		} catch {
			// It cannot tell any more: as good as closed.
			return false;
		}
	}

	/**
	 * Takes it back.
	 *
	 * @param message what the CancelledError says.
	 * @returns false if it is done already; else true.
	 */
	override cancel(message?: string): boolean {
		if (!super.cancel(message)) return false;
		this.readiness.withdraw(this);
		return true;
	}

	/**
	 * Makes it fail from outside: its signal was aborted, or its descriptor is being closed.
	 *
	 * @param reason what it fails with.
	 */
	abort(reason: unknown): void {
		this.readiness.withdraw(this);
		if (!this.done()) this.setException(reason);
	}
}
