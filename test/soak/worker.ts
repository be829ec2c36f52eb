/** Somebody who does rounds of one kind until told to stop. */
import { setTimeout } from "node:timers/promises";
import { type Future, sleep } from "../../src/index.js";
import type { Kind } from "./kinds.js";
import { Round, type Soak } from "./soak.js";

/** A worker. */
export class Worker {
	#rounds = 0;
	#round: Round | undefined;
	#working: Promise<void> | undefined;

	constructor(
		readonly soak: Soak,
		readonly kind: Kind,
		readonly number: number,
	) {}

	/** How long it has been at the same thing, in milliseconds. */
	get stuckFor(): number {
		return this.#round === undefined ? 0 : performance.now() - this.#round.since;
	}

	/** What it does, for whoever waits for it. */
	get doing(): string {
		return `${this.#round?.name}: ${this.#round?.doing}`;
	}

	/** Begins. */
	start(goOn: () => boolean): void {
		this.#working = this.#work(goOn);
	}

	/** Waits until it has stopped. */
	async stopped(): Promise<void> {
		await this.#working;
	}

	async #work(goOn: () => boolean): Promise<void> {
		while (goOn()) {
			const name = `${this.kind.name} ${this.number}, round ${this.#rounds}`;
			this.#rounds += 1;
			const round = new Round(this.soak, name);
			this.#round = round;
			this.soak.count(`round: ${this.kind.name}`);
			try {
				// A task now and then: what is awaited in it goes another way.
				const isTask = round.random.chance(0.5);
				await (isTask ? inTask(round, this.kind) : this.kind.round(round));
			} catch (error) {
				round.fault(`${round.doing}: ${(error as Error)?.stack ?? error}`);
			}
			this.#round = undefined;
			if (this.kind.rest > 0) await setTimeout(this.kind.rest);
			else await sleep(0);
		}
	}
}

function inTask(round: Round, kind: Kind): Future<void> {
	return round.loop.createTask(async () => kind.round(round));
}
