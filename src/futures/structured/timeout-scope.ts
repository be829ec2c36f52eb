/**
 * The scope of a time limit: asyncio's Timeout.
 *
 * When its time is over it cancels its task, once, and turns the CancelledError that arrives at its end into a
 * TimeoutError; but only if nobody else has asked for the cancellation meanwhile: that is what the counts of
 * {@link Task.cancelling} are compared for. So the outermost request wins, and none is lost.
 */
import { CancelledError, RuntimeError, TimeoutError } from "../../errors.js";
import { shownAs } from "../../internal/index.js";
import { currentTask } from "../current-task.js";
import type { Task } from "../task.js";
import { checkTimeout } from "./check-timeout.js";

type State = "created" | "active" | "expiring" | "expired" | "finished";

/** A time limit that can be looked at and moved; {@link timeout} hands it to its body. */
export class Timeout {
	#state: State = "created";
	#when: number | undefined;
	#task: Task<unknown> | undefined;
	#requestsBefore = 0;
	#timer: { cancel(): void } | undefined;

	/** @hidden */
	constructor(when: number | undefined) {
		this.#when = when;
	}

	/**
	 * When its time is over. Throws nothing.
	 *
	 * @returns milliseconds on the loop's clock; `undefined` for never.
	 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.Timeout.when
	 */
	when(): number | undefined {
		return this.#when;
	}

	/**
	 * Gives it another end.
	 *
	 * @param when milliseconds on the loop's clock; a moment that is past ends it in the next round, `undefined` never.
	 * @throws RuntimeError if its time is over or its body has ended.
	 * @throws ValueError if `when` is neither a number nor `undefined`.
	 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.Timeout.reschedule
	 */
	reschedule(when: number | undefined): void {
		checkTimeout(when, "reschedule a timeout");
		const task = this.#task;
		if (task === undefined) throw new RuntimeError("Cannot reschedule a timeout that has not been entered");
		if (this.#state !== "active") {
			throw new RuntimeError(`Cannot reschedule a timeout that is ${this.#state}`);
		}
		this.#when = when;
		this.#timer?.cancel();
		this.#timer = undefined;
		if (when === undefined || when === Number.POSITIVE_INFINITY) return;
		const { scheduler } = task.getLoop();
		const delay = when - scheduler.time();
		const alarm = new Alarm(() => this.#expire());
		this.#timer = alarm;
		if (delay <= 0) scheduler.enqueue(alarm);
		else alarm.timer = scheduler.enqueueLater(delay, alarm);
	}

	/**
	 * Asks whether its time was over before its body ended. Throws nothing.
	 *
	 * @returns whether it was.
	 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.Timeout.expired
	 */
	expired(): boolean {
		return this.#state === "expiring" || this.#state === "expired";
	}

	/**
	 * A short description. Throws nothing.
	 *
	 * @returns its state, and its end while it is active.
	 */
	toString(): string {
		return `<Timeout [${this.#state}]${this.#state === "active" ? ` when=${this.#when}` : ""}>`;
	}

	/**
	 * Lets its time run, for the running task.
	 *
	 * @throws RuntimeError outside all tasks.
	 * @internal
	 */
	enter(): void {
		const task = currentTask();
		if (task === undefined) throw new RuntimeError("Cannot enter a timeout outside of a task");
		this.#state = "active";
		this.#task = task;
		this.#requestsBefore = task.cancelling();
		this.reschedule(this.#when);
	}

	/**
	 * Ends it with its body.
	 *
	 * @param failure what the body threw; `undefined` if it returned.
	 * @throws TimeoutError in the place of the CancelledError that it asked for itself.
	 * @internal
	 */
	leave(failure: { readonly reason: unknown } | undefined): void {
		this.#timer?.cancel();
		this.#timer = undefined;
		if (this.#state !== "expiring") {
			this.#state = "finished";
			return;
		}
		this.#state = "expired";
		const requests = this.#task?.uncancel() ?? 0;
		// Somebody else has asked, too: the CancelledError is theirs.
		if (requests > this.#requestsBefore) return;
		if (failure?.reason instanceof CancelledError) {
			throw new TimeoutError("The time limit has passed", { cause: failure.reason });
		}
	}

	#expire(): void {
		this.#timer = undefined;
		this.#task?.cancel();
		this.#state = "expiring";
	}
}

shownAs(Timeout, String);

/** A callback that can be taken back, by timer or without one. */
class Alarm {
	timer: { cancel(): void } | undefined;
	#ring: (() => void) | undefined;

	constructor(ring: () => void) {
		this.#ring = ring;
	}

	run(): void {
		this.#ring?.();
	}

	cancel(): void {
		this.#ring = undefined;
		this.timer?.cancel();
	}
}
