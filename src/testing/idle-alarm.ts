/**
 * The alarm of a virtual loop that Node's loop hosts: it rings as soon as nothing else is left to do.
 *
 * An immediate runs when no microtask is pending. Two of them in a row, between which the engine took no turn and was
 * given nothing, and no news from the kernel: then time jumps. Where somebody waits for a descriptor, a real moment
 * passes between the two.
 */
import { setImmediate, setTimeout } from "node:timers";
import type { VirtualEngine } from "./virtual-engine.js";

/** Moves the clock of an idle engine to its earliest timer, and has the host take a turn. */
export class IdleAlarm implements Disposable {
	readonly #engine: VirtualEngine;
	readonly #fire: () => void;
	/** How many turns the engine had taken when it was last seen idle. */
	#idleSince = -1;
	#next: Disposable | undefined;

	constructor(engine: VirtualEngine, fire: () => void) {
		this.#engine = engine;
		this.#fire = fire;
		engine.alarm = this;
		this.wait();
	}

	/** Looks again, now that time may jump further. */
	wait(): void {
		if (this.#next !== undefined) return;
		const look = () => {
			this.#next = undefined;
			this.#look();
		};
		const { holding, grace, driver } = this.#engine;
		const patient = this.#idleSince >= 0 && grace > 0 && driver.isAwaited();
		// An immediate that does not hold the process is not run before something else wakes Node: a timer is.
		if (holding && !patient) this.#next = setImmediate(look);
		else this.#next = setTimeout(look, patient ? grace : 1).unref();
	}

	[Symbol.dispose](): void {
		this.#next?.[Symbol.dispose]();
		this.#next = undefined;
		if (this.#engine.alarm === this) this.#engine.alarm = undefined;
	}

	#look(): void {
		const engine = this.#engine;
		// Where time must stand, advance() has it look again.
		if (!engine.mayJump()) return;
		const overdue = (engine.timers.next() ?? 0) <= engine.time();
		const idle = !engine.isBusy;
		const stillIdle = idle && this.#idleSince === engine.turns;
		this.#idleSince = idle ? engine.turns : -1;
		if (stillIdle) engine.jump(0);
		if (overdue || (stillIdle && engine.isBusy)) this.#ring();
		else this.wait();
	}

	#ring(): void {
		this[Symbol.dispose]();
		this.#fire();
	}
}
