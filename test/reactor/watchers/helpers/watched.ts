/** A watched waker, of each kind of watcher. */
import { Waker } from "../../../../src/reactor/waker.js";
import {
	DescriptorWatcher,
	ThreadWatcher,
	type Watcher,
	type WatchTarget,
} from "../../../../src/reactor/watchers/index.js";
import { EVENT_READ } from "../../../../src/selectors/index.js";
import type { Teardown } from "../../../helpers/descriptors.js";

export interface Kind {
	readonly name: string;
	readonly Watcher: new (target: WatchTarget, onReady: () => void) => Watcher;
	readonly hasDescriptor: boolean;
}

export const kinds: readonly Kind[] = [
	{ name: "DescriptorWatcher", Watcher: DescriptorWatcher, hasDescriptor: true },
	{ name: "ThreadWatcher on a descriptor", Watcher: ThreadWatcher, hasDescriptor: true },
	{ name: "ThreadWatcher on a list", Watcher: ThreadWatcher, hasDescriptor: false },
];

/** A watched waker that counts its reports; nothing drains it but the test. */
export class Watched {
	readonly waker = new Waker();
	readonly watcher: Watcher;
	reports = 0;
	onReady: () => void = () => {};

	constructor(t: Teardown, { Watcher, hasDescriptor }: Kind) {
		const { waker } = this;
		this.watcher = new Watcher(
			{
				fileno: () => (hasDescriptor ? waker.fileno() : undefined),
				pollSet: () => [[waker.fileno(), EVENT_READ]],
			},
			() => {
				this.reports += 1;
				this.onReady();
			},
		);
		// A watcher holds nothing alive, and so would not keep the test's promises going either.
		const hold = setInterval(() => {}, 1e6);
		t.teardown(() => {
			this.watcher.close();
			waker.close();
			clearInterval(hold);
		});
	}
}
