/**
 * Hosts an engine in Node's own loop.
 *
 * A watcher tells when the selector has something, from within a callback of Node's, and the turn is taken right there:
 * promise reactions run when that returns. Whatever else asks for a turn gets it by `setImmediate`. One Node timer stands
 * for the earliest of ours. The process is held with one timer that never fires, whose `ref` is toggled (24 ns, against
 * 200 for a poll handle's).
 *
 * All of these are Node's own (node:timers), also where a test has put fakes in the place of the global ones: a fake holds no
 * process, and what it was given is lost when the test puts the real ones back.
 */
import { clearInterval, setImmediate, setInterval } from "node:timers";
import type { Engine } from "../engine.js";
import { outside, type Watcher } from "../watchers/index.js";
import { CloseTurns, type TurnTaker } from "./close-turns.js";
import type { Host } from "./host.js";
import { type SetAlarm, setNodeAlarm } from "./set-alarm.js";

/** How rarely the timer rings that holds the process. */
const longestTimer = 2 ** 31 - 1;

/** Runs turns as immediates of Node's loop. */
export class NodeHost implements Host, TurnTaker {
	readonly blocks = false;
	readonly #engine: Engine;
	readonly #makeWatcher: (onReady: () => void) => Watcher;
	readonly #setAlarm: SetAlarm;
	/** Asks Node for a turn. */
	readonly #schedule: () => NodeJS.Immediate;
	readonly #closeTurns: CloseTurns;
	#watcher: Watcher | undefined;
	#resting = true;
	/** The immediate that is on its way. It takes a turn if one is asked for by then. */
	#immediate: NodeJS.Immediate | undefined;
	#asked = false;
	#alarm: Disposable | undefined;
	#timerDue = Number.POSITIVE_INFINITY;
	#holder: NodeJS.Timeout | undefined;
	#holding = false;
	#suspended = false;

	/**
	 * @param engine whose turns it runs.
	 * @param makeWatcher makes what watches the selector; called when first something is watched.
	 * @param setAlarm tells when the earliest timer is due; Node's timers if absent.
	 */
	constructor(
		engine: Engine,
		makeWatcher: (onReady: () => void) => Watcher,
		setAlarm: SetAlarm = setNodeAlarm,
	) {
		this.#engine = engine;
		this.#makeWatcher = makeWatcher;
		this.#setAlarm = setAlarm;
		const arrive = () => {
			this.#immediate = undefined;
			if (this.#asked) this.takeTurn();
		};
		this.#schedule = () => setImmediate(arrive);
		this.#closeTurns = new CloseTurns(engine, this);
	}

	get isAsked(): boolean {
		return this.#asked;
	}

	get isSuspended(): boolean {
		return this.#suspended;
	}

	wake(): void {
		if (this.#asked || this.#suspended) return;
		this.#asked = true;
		// Outside the context of whoever woke the loop: a turn belongs to nobody.
		if (this.#immediate === undefined) this.#immediate = outside(this.#schedule);
		else this.#immediate.ref();
	}

	timersChanged(): void {
		if (!this.#suspended) this.#armTimer();
	}

	watchChanged(): void {
		if (this.#suspended || (this.#watcher === undefined && this.#engine.driver.watched === 0)) return;
		if (this.#watcher === undefined) {
			this.#watcher = this.#makeWatcher(() => this.#takeReportedTurn());
			this.#resting = true;
		}
		this.#watcher.changed();
		if (this.#resting && this.#engine.driver.watched > 0) this.#arm();
	}

	/** The selector's kernel object was replaced. */
	watchRebuilt(): void {
		this.#watcher?.rebuilt();
	}

	hold(): void {
		if (this.#holding) return;
		this.#holding = true;
		if (this.#holder === undefined) this.#holder = outside(() => setInterval(() => {}, longestTimer));
		else this.#holder.ref();
	}

	release(): void {
		if (!this.#holding) return;
		this.#holding = false;
		this.#holder?.unref();
	}

	/** Rests while another host runs the engine. */
	suspend(): void {
		this.#suspended = true;
		this.#rest();
		this.#clearTimer();
	}

	/** Goes on after {@link NodeHost.suspend}; the engine then tells it how things stand. */
	resume(): void {
		this.#suspended = false;
	}

	takeTurn(): void {
		// This turn is the one that was asked for, whoever takes it. The immediate still comes, but Node may sleep until then. To
		// clear it, Node may not be in the middle of its immediates: where a tick throws there, it would never get past it.
		if (this.#asked) this.#immediate?.unref();
		this.#asked = false;
		if (this.#suspended) return;
		let more = true;
		try {
			more = this.#engine.turn(0);
		} finally {
			// Whatever went wrong in it, the loop goes on.
			if (!this.#suspended) this.#prepareNext(more);
		}
	}

	close(): void {
		this.#suspended = true;
		this.#watcher?.close();
		this.#watcher = undefined;
		this.#clearTimer();
		clearInterval(this.#holder);
		this.#holder = undefined;
		this.#holding = false;
	}

	#takeReportedTurn(): void {
		const begun = this.#engine.time();
		this.takeTurn();
		if (this.#watcher !== undefined) this.#closeTurns.begin(this.#watcher, begun);
	}

	#prepareNext(more: boolean): void {
		const engine = this.#engine;
		if (more) this.wake();
		this.#armTimer();
		if (!engine.holding) this.release();
		if (engine.driver.watched > 0) this.#arm();
		else this.#rest();
	}

	#arm(): void {
		this.#resting = false;
		this.#watcher?.arm();
	}

	#rest(): void {
		this.#resting = true;
		this.#watcher?.rest();
	}

	/** Has Node call us when the earliest timer is due; Node may do so 0.84 ms early, then it is armed again. */
	#armTimer(): void {
		const due = this.#engine.timers.next();
		if (due === undefined) {
			if (this.#alarm !== undefined) this.#clearTimer();
			return;
		}
		if (this.#alarm !== undefined && this.#timerDue === due) return;
		this.#clearTimer();
		this.#timerDue = due;
		const fire = () => {
			this.#alarm = undefined;
			this.takeTurn();
		};
		this.#alarm = outside(() => this.#setAlarm(due - this.#engine.time(), fire));
	}

	#clearTimer(): void {
		this.#alarm?.[Symbol.dispose]();
		this.#alarm = undefined;
	}
}
