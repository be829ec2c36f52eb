/** How a host is called back when the earliest timer is due. */
import { setTimeout } from "node:timers";

/**
 * Has a function called once a time has passed; disposing of what it returns takes that back.
 *
 * The call may come early: the host looks at the engine's clock again.
 */
export type SetAlarm = (delay: number, fire: () => void) => Disposable;

/** Node's own timers take no more, and fire at once when given it. */
const longestTimer = 2 ** 31 - 1;

/**
 * An alarm of Node's, which does not hold the process.
 *
 * @param delay how long from now, in milliseconds.
 * @param fire the function.
 * @returns Node's timer.
 */
export const setNodeAlarm: SetAlarm = (delay, fire) =>
	setTimeout(fire, Math.min(Math.max(1, Math.ceil(delay)), longestTimer)).unref();
