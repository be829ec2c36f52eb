/** Lets a watcher see a selector. */
import type { BaseSelector } from "../../selectors/index.js";
import type { WatchTarget } from "./watcher.js";

/**
 * Makes the target of a watcher of a selector.
 *
 * @param selector the selector.
 * @returns the target; a selector that was closed watches nothing.
 */
export function selectorTarget(selector: BaseSelector): WatchTarget {
	return {
		fileno: () => (selector.getMap() === undefined ? undefined : selector.fileno?.()),
		pollSet: (visit) => {
			for (const { fd, events } of selector.getMap()?.values() ?? []) visit(fd, events);
		},
	};
}
