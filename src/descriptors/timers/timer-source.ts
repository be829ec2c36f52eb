/** What a TimerFd stands on: a timerfd, or a kqueue. */
import type { TimerSetting } from "./timer-setting.js";

/** How a timer is set; milliseconds that were checked. */
export interface TimerPlan {
	/** When it expires first: from now on, or a moment. */
	readonly initial: number;
	readonly interval: number;
	/** Whether `initial` is a moment of the clock. */
	readonly absolute: boolean;
	/** Whether setting the clock is an error for who waits. */
	readonly cancelOnSet: boolean;
}

/** A timer with a descriptor, which whoever uses this has to keep open. */
export interface TimerSource {
	/** Its descriptor. */
	readonly fd: number;
	/** Sets it, and tells what it was set to. */
	set(plan: TimerPlan): TimerSetting;
	/** What it is set to. */
	get(): TimerSetting;
	/** How often it has expired since it was set or taken; `undefined` where it has not. */
	take(): number | undefined;
}
