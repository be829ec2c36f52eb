import type { BaseSelector } from "../../selectors/index.js";
import type { WatchTarget } from "./watcher.js";

/**
 * What a watcher needs to know of a selector.
 *
 * @param selector the selector.
 * @returns the selector, seen as something that can be watched.
 */
export function selectorWatchTarget(selector: BaseSelector): WatchTarget {
	return {
		fileno: () => selector.fileno?.(),
		*pollSet() {
			for (const key of selector.getMap()?.values() ?? []) yield [key.fd, key.events];
		},
	};
}
