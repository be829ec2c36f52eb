import { koffi } from "../../ffi/index.js";
import type { Watcher } from "./watcher.js";

export type { Watcher };
export interface WatchTarget {
	fileno(): number | undefined;
	pollSet(): Iterable<[number, number]>;
}
export function createWatcher(target: { fileno(): number | undefined }, onReady: () => void): Watcher {
	const h = koffi().node.poll(target.fileno() as number, { readable: true }, onReady);
	h.unref();
	return {
		changed() {},
		arm() {},
		rest() {},
		close() {
			h.close();
		},
	};
}
