/**
 * An engine whose time jumps: where another would wait for the next timer, its clock is moved there.
 *
 * It jumps only when nothing else can happen before: nothing is ready, and the kernel has no news. Where somebody waits
 * for a descriptor, the kernel is given a moment of real time first, since bytes that are under way take one.
 */
import { RuntimeError } from "../errors.js";
import { maxEvents, SelectorEngine } from "../reactor/index.js";
import type { BaseSelector } from "../selectors/index.js";
import type { IdleAlarm } from "./idle-alarm.js";
import { VirtualClock } from "./virtual-clock.js";

/** What a virtual engine is made of. */
export interface VirtualEngineOptions {
	/** How long the kernel may take to deliver before time jumps, in real milliseconds. */
	readonly grace: number;
	/** How far time may jump. */
	readonly limit: number;
}

/** Runs jobs on a clock of its own. */
export class VirtualEngine extends SelectorEngine {
	declare readonly clock: VirtualClock;
	readonly grace: number;
	/** How many turns it has taken. */
	turns: number;
	/** The moment that time may jump to, and not past it. */
	limit: number;
	/** What waits for the moment at which time can jump, while Node's loop hosts it. */
	alarm: IdleAlarm | undefined;

	constructor(selector: BaseSelector, { grace, limit }: VirtualEngineOptions) {
		super(selector, { clock: new VirtualClock() });
		this.grace = grace;
		this.limit = limit;
		this.turns = 0;
		this.alarm = undefined;
	}

	/** Whether something is ready or due. */
	get isBusy(): boolean {
		return this.patience() === 0;
	}

	/** A blocking host would have the driver wait here; time jumps instead. */
	override turn(timeout: number | undefined): boolean {
		this.turns += 1;
		if (timeout === 0) return super.turn(0);
		if (this.mayJump()) {
			this.jump(this.grace);
			return super.turn(0);
		}
		if (!this.driver.isAwaited()) {
			throw new RuntimeError(
				"Cannot wait any longer: nothing is ready, nobody waits for a descriptor, and time stands until advance()",
			);
		}
		return super.turn(undefined);
	}

	/**
	 * Asks whether there is a timer that time may jump to.
	 *
	 * @returns whether there is.
	 */
	mayJump(): boolean {
		const next = this.timers.next();
		return next !== undefined && next <= this.limit;
	}

	/**
	 * Moves the clock to the earliest timer, unless something is ready or the kernel has news.
	 *
	 * @param grace how long to block for the kernel's news if somebody waits for them, in real milliseconds.
	 */
	jump(grace: number): void {
		if (this.isBusy) return;
		if (this.driver.watched > 0) {
			this.driver.poll(this.driver.isAwaited() ? grace : 0, maxEvents);
			if (this.isBusy) return;
		}
		const next = this.timers.next();
		if (next !== undefined && next <= this.limit) this.clock.moveTo(next);
	}
}
