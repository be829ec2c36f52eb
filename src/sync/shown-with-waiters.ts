/** How a primitive is shown: Python's repr(), without the address. */
import { shownAs } from "../internal/index.js";

/**
 * Has the objects of a class shown with their state and how many wait: `<Lock [locked, waiters:2]>`.
 *
 * @param shown the class.
 * @param stateOf tells the state of one of them.
 */
export function shownWithWaiters<
	T extends {
		readonly constructor: { readonly name: string };
		statistics(): { readonly tasksWaiting: number };
	},
>(shown: { readonly name: string; readonly prototype: T }, stateOf: (object: T) => string): void {
	shownAs(shown, (object) => {
		const { tasksWaiting } = object.statistics();
		const waiters = tasksWaiting > 0 ? `, waiters:${tasksWaiting}` : "";
		return `<${object.constructor.name} [${stateOf(object)}${waiters}]>`;
	});
}
