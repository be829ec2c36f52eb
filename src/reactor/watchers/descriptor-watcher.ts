/**
 * Watches a selector by its own descriptor, in the wait of Node's own loop: epoll, kqueue.
 *
 * libuv notes that the descriptor is readable without calling into JavaScript (src/ffi/uv-poll.ts), and an immediate
 * looks at the note. It is unreferenced, so Node's loop neither hurries nor stays alive because of it; it runs whenever
 * the loop has woken for whatever reason, which costs 0.4 µs. So a watcher that rests for a while takes the descriptor out
 * of Node's loop and has no immediate at all.
 */
import { setImmediate } from "node:timers";
import { ValueError } from "../../errors.js";
import { UvPoll } from "../../ffi/index.js";
import { NodeSurroundings } from "./node-surroundings.js";
import { outside } from "./outside.js";
import type { Watcher, WatchTarget } from "./watcher.js";

/** For how many iterations a resting watcher stays ready: to stop and start again costs two system calls. */
const patience = 16;

/** Watches a selector that has a descriptor, from Node's own loop. */
export class DescriptorWatcher implements Watcher {
	readonly surroundings = new NodeSurroundings();
	readonly #target: WatchTarget;
	readonly #onReady: () => void;
	readonly #look: () => void;
	#fd: number;
	#poll: UvPoll;
	/** Whether an immediate is on its way. */
	#looking = false;
	/** Whether `onReady` may be called. */
	#armed = false;
	/** Iterations until a resting watcher stops; negative while it does not rest. */
	#left = -1;
	#closed = false;

	/**
	 * Opens the watch, at rest.
	 *
	 * @param target the selector.
	 * @param onReady called when it has something.
	 * @throws ValueError where the selector has no descriptor.
	 * @throws OSError where Node's loop cannot watch this descriptor.
	 * @throws NotImplementedError where this is not Node, or not one that we know.
	 */
	constructor(target: WatchTarget, onReady: () => void) {
		this.#target = target;
		this.#onReady = onReady;
		this.#look = () => this.#lookNow();
		const fd = target.fileno?.();
		if (fd === undefined) throw new ValueError("Cannot watch the selector's descriptor: it has none");
		this.#fd = fd;
		this.#poll = new UvPoll(fd);
	}

	changed(): void {}

	rebuilt(): void {
		const fd = this.#target.fileno?.();
		if (this.#closed || fd === undefined) return;
		const poll = new UvPoll(fd);
		this.#poll.close();
		this.#poll = poll;
		this.#fd = fd;
		if (this.#looking) poll.start();
	}

	arm(): void {
		if (this.#closed) return;
		this.#armed = true;
		this.#left = -1;
		if (!this.#looking) this.#begin();
	}

	rest(): void {
		if (this.#closed) return;
		this.#armed = true;
		if (this.#left < 0) this.#left = patience;
	}

	close(): void {
		this.#closed = true;
		this.#armed = false;
		this.#poll.close();
	}

	#begin(): void {
		if (this.#target.fileno?.() !== this.#fd) this.rebuilt();
		this.#poll.start();
		this.#looking = true;
		outside(() => setImmediate(this.#look)).unref();
	}

	#lookNow(): void {
		this.#looking = false;
		if (this.#closed) return;
		if (this.#left === 0) {
			this.#poll.stop();
			return;
		}
		if (this.#left > 0) this.#left -= 1;
		// First the next immediate, so that an error thrown by the turn does not end the watch.
		this.#looking = true;
		setImmediate(this.#look).unref();
		if (!this.#armed || !this.#poll.takeFired()) return;
		this.surroundings.reported();
		this.#armed = false;
		this.#onReady();
	}
}
