/**
 * Turns that follow each other without an iteration of Node's loop between them, where the kernel's news come so closely.
 *
 * The next event is looked out for when the microtasks and ticks of a turn are through: what they send is what the peer answers. It ends
 * where nothing came in time, where Node's loop has anything else to do, and after a while in any case, since nothing else of
 * Node's runs meanwhile.
 */
import type { Engine } from "../engine.js";
import type { Surroundings, Watcher } from "../watchers/index.js";
import { BusyPoll } from "./busy-poll.js";

/**
 * As it was when this was loaded: a test's fake would collect what is asked for, and call it from within a turn. Not imported from
 * node:process: that reads each property of it, `process.stdin` too, which makes standard input non-blocking.
 */
const { nextTick } = process;
/** How many turns follow each other, and for how long, in milliseconds, another one may begin. */
const mostTurns = 16;
const longest = 0.25;

/** What takes the turns. */
export interface TurnTaker {
	/** Takes a turn. */
	takeTurn(): void;
	/** Whether a turn is asked for, and on its way. */
	readonly isAsked: boolean;
	/** Whether another host is in charge. */
	readonly isSuspended: boolean;
}

/** Has turns follow the one that a watcher has asked for. */
export class CloseTurns {
	readonly #engine: Engine;
	readonly #taker: TurnTaker;
	readonly #busyPoll: BusyPoll;
	readonly #through = Promise.resolve();
	readonly #whenThrough: () => void;
	#surroundings: Surroundings | undefined;
	/** How many turns are left, and until when. */
	#left = 0;
	#end = 0;

	/**
	 * @param engine whose turns they are.
	 * @param taker takes them.
	 */
	constructor(engine: Engine, taker: TurnTaker) {
		this.#engine = engine;
		this.#taker = taker;
		this.#busyPoll = new BusyPoll(engine);
		const goOn = () => this.#goOn();
		const whenAgainThrough = () => nextTick(goOn);
		const behindTicks = () => void this.#through.then(whenAgainThrough);
		this.#whenThrough = () => nextTick(behindTicks);
	}

	/**
	 * Is told that a turn was taken because the watcher reported something; may have others follow it, unless it took long itself.
	 *
	 * @param watcher the watcher.
	 * @param begun when the turn began, on the engine's clock: Node's loop has stood still since.
	 */
	begin(watcher: Watcher, begun: number): void {
		const { surroundings } = watcher;
		if (surroundings === undefined || !this.#busyPoll.isWorthwhile(undefined)) return;
		this.#end = begun + longest;
		if (this.#engine.time() >= this.#end) return;
		if (!surroundings.areQuiet()) {
			this.#busyPoll.postpone();
			return;
		}
		this.#surroundings = surroundings;
		this.#left = mostTurns;
		this.#whenReactionsAreThrough();
	}

	/**
	 * A tick that a microtask asks for comes when there is no microtask any more, also of those that others ask for; but before
	 * the ticks that these ask for behind it, which come before the kernel's news in Node. A microtask that it asks for comes
	 * when there is no tick any more, and a second tick then is behind what those ticks have settled.
	 */
	#whenReactionsAreThrough(): void {
		this.#through.then(this.#whenThrough);
	}

	#goOn(): void {
		if (this.#taker.isSuspended || !(this.#taker.isAsked || this.#hasNews())) return;
		this.#taker.takeTurn();
		this.#left -= 1;
		if (this.#left > 0 && this.#engine.time() < this.#end) this.#whenReactionsAreThrough();
	}

	#hasNews(): boolean {
		const { driver, holding } = this.#engine;
		if (!holding || driver.watched === 0) return false;
		if (this.#surroundings?.wouldSleep() === true) return this.#busyPoll.lookOut();
		this.#busyPoll.postpone();
		return false;
	}
}
