/**
 * Looks out for what comes next, for as long as it would take to go to sleep and be woken.
 *
 * A peer that answers at once does so within some microseconds. A loop that waits for it in the kernel is put to sleep just to be
 * woken again, which costs 5 µs of processor time, 8 with an iteration of Node's loop around it, and 12 of time. So where
 * the last turns showed that the next event comes sooner than that, the kernel is asked again and again instead. That is what locks do
 * before they park a thread, and guests before they halt. It costs at most what the sleep would have cost once more, and
 * is given up where it does not pay.
 */
import { type Engine, maxEvents } from "../engine.js";
import { BusyPollOdds } from "./busy-poll-odds.js";

/** For how long the next event is looked out for, in milliseconds: what a sleep costs. */
const sleepPrice = 0.008;

/** Asks an engine's driver again and again, where that pays. `EVLOOP_BUSY_POLL=0` in the environment forbids it. */
export class BusyPoll {
	readonly #engine: Engine;
	readonly #odds = new BusyPollOdds();
	readonly #isAllowed = process.env.EVLOOP_BUSY_POLL !== "0";

	/** @param engine the engine. */
	constructor(engine: Engine) {
		this.#engine = engine;
	}

	/**
	 * Asks, once a turn, whether it is likely to pay.
	 *
	 * @param patience how long the driver could sleep otherwise, in milliseconds; `undefined` for ever.
	 * @returns whether it is.
	 */
	isWorthwhile(patience: number | undefined): boolean {
		if (!this.#isAllowed || (patience !== undefined && patience < sleepPrice)) return false;
		return this.#engine.driver.watched > 0 && this.#odds.areWorthTrying();
	}

	/**
	 * Looks out.
	 *
	 * @returns whether something has come; the next turn must follow at once, and finds it.
	 */
	lookOut(): boolean {
		const found = this.#engine.driver.lookOut(sleepPrice, maxEvents);
		if (found) this.#odds.found();
		else this.#odds.missed();
		return found;
	}

	/** It is not to be tried for a while, for another reason. */
	postpone(): void {
		this.#odds.postpone();
	}
}
