/**
 * A waiting operation: a future whose outcome a coroutine of ours works out, step by step, as asyncio's methods do.
 *
 * The coroutine is begun where the operation is made, so what can be done at the call is done at the call. From its
 * first wait on there are two ways:
 * - `yield*` in a generator task: the task steps the coroutine, as it would in Python. The order of events is asyncio's
 *   to the turn, and a CancelledError is thrown in where the coroutine waits, so that it passes on what it was granted.
 * - otherwise (`await`, callbacks, nobody at all): the operation steps the coroutine itself, and is done when it ends,
 *   one turn before whoever awaits it goes on. Cancelling it throws into the coroutine at once, so that whoever looks
 *   at the lock or the queue in the next line finds that nobody waits any more. Once it is done, its value is
 *   delivered, cancelled or not: nothing that was granted is lost.
 */
import { CancelledError, RuntimeError } from "../errors.js";
import { queueMicrotask } from "../internal/index.js";
import type { Coroutine, Suspension } from "./coroutine.js";
import { Future } from "./future.js";
import type { Job } from "./job.js";
import type { Scheduler } from "./scheduler.js";

/** What is thrown into a coroutine. */
interface Thrown {
	readonly reason: unknown;
}

/**
 * The future of what a coroutine returns; its fields are TypeScript's, as those of Future.
 *
 * @internal
 */
export class Operation<T> extends Future<T> implements Job {
	private readonly coroutine: Coroutine<T>;
	private waitsFor: Suspension;
	/** Whether a task steps the coroutine. */
	private stepped: boolean;
	private running: boolean;
	/** What is to be thrown at the next step. */
	private injected: Thrown | undefined;

	/**
	 * @param scheduler the loop it belongs to.
	 * @param coroutine what works it out; it yields futures only, and looks at their results itself.
	 */
	constructor(scheduler: Scheduler, coroutine: Coroutine<T>) {
		super(scheduler);
		this.coroutine = coroutine;
		this.waitsFor = undefined;
		this.stepped = false;
		this.running = false;
		this.injected = undefined;
		this.step(undefined);
	}

	/** Takes the next step when what the coroutine waits for is done. */
	run(): void {
		// A cancellation may have moved the coroutine on since this was enqueued.
		if (this.done() || this.stepped || !this.waitsFor?.done()) return;
		this.step(undefined);
	}

	/** The answer has come: what it gives back in its last step would be lost otherwise. */
	dropped(): void {
		queueMicrotask(() => this.run());
	}

	override cancel(message?: string): boolean {
		if (this.done()) return false;
		// The task that steps it finds the CancelledError at its next step.
		if (this.stepped && this.waitsFor?.cancel(message)) return true;
		const thrown = { reason: new CancelledError(message) };
		if (this.stepped || this.running) this.injected = thrown;
		else {
			this.waitsFor?.unobserve(this);
			this.step(thrown);
		}
		return true;
	}

	/**
	 * Throws something else than a CancelledError in: the reason of a signal that was aborted.
	 *
	 * @param reason what is thrown where the coroutine waits.
	 */
	abort(reason: unknown): void {
		if (this.done()) return;
		const thrown = { reason };
		if (this.stepped) {
			// Its task was cancelled before: that CancelledError is on its way, and nothing may take its place.
			if (this.waitsFor?.cancelled()) return;
			// The task finds the reason instead of the CancelledError that wakes it.
			this.injected = thrown;
			this.waitsFor?.cancel();
			return;
		}
		if (this.running) {
			this.injected = thrown;
			return;
		}
		this.waitsFor?.unobserve(this);
		this.step(thrown);
	}

	override setResult(_value: T): void {
		throw new RuntimeError("Cannot set the result of a waiting operation: it has its own");
	}

	override setException(_exception: unknown): void {
		throw new RuntimeError("Cannot set the exception of a waiting operation: it has its own");
	}

	override *[Symbol.iterator](): Generator<Suspension, T, void> {
		// Future's own iterator refuses to go on where no task steps a generator.
		const outcome = super[Symbol.iterator]().next();
		if (outcome.done) return outcome.value;
		if (this.stepped) {
			// Another task steps it already: this one waits for the outcome.
			yield this;
			return this.result();
		}
		this.stepped = true;
		this.waitsFor?.unobserve(this);
		try {
			while (!this.done()) {
				let thrown: Thrown | undefined;
				try {
					// Done already where its turn comes right after others': even then not before them.
					yield this.waitsFor;
				} catch (reason) {
					thrown = { reason };
				}
				// What the task throws is its own cancellation, and stands for whatever else was asked for.
				const injected = this.takeInjected();
				this.step(thrown ?? injected);
			}
		} finally {
			this.stepped = false;
			// Somebody closed the generator: what it was granted is passed on.
			if (!this.done()) this.cancel();
		}
		return this.result();
	}

	private takeInjected(): Thrown | undefined {
		const { injected } = this;
		this.injected = undefined;
		return injected;
	}

	private step(thrown: Thrown | undefined): void {
		let step: IteratorResult<Suspension, T>;
		this.running = true;
		try {
			step = thrown === undefined ? this.coroutine.next() : this.coroutine.throw(thrown.reason);
		} catch (error) {
			this.waitsFor = undefined;
			if (error instanceof CancelledError) this.cancelWith(error);
			else super.setException(error);
			return;
		} finally {
			this.running = false;
		}
		this.waitsFor = undefined;
		if (step.done) super.setResult(step.value);
		else this.follow(step.value);
	}

	private follow(suspension: Suspension): void {
		const injected = this.stepped ? undefined : this.takeInjected();
		this.waitsFor = suspension;
		if (injected !== undefined) this.step(injected);
		else if (!this.stepped) suspension?.observe(this);
	}
}
