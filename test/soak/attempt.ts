/** Operations that are taken back at any moment, in every way there is. */
import { CancelledError, TimeoutError } from "../../src/errors.js";
import { type Future, type OperationOptions, sleep, waitFor } from "../../src/index.js";
import type { Random } from "./random.js";
import type { Round } from "./soak.js";

/** How often an operation is taken back. */
const often = 0.25;

/** Lets a little time go by, or none at all. */
export async function pause(random: Random): Promise<void> {
	const way = random.between(0, 5);
	if (way === 1) await Promise.resolve();
	else if (way === 2) await new Promise((resolve) => setImmediate(resolve));
	else if (way === 3) await sleep(0);
	else if (way === 4) await sleep(random.next() * 3);
	else if (way === 5) for (let i = random.between(1, 5); i > 0; i -= 1) await sleep(0);
}

const takenBack = (error: unknown): boolean =>
	error instanceof CancelledError ||
	error instanceof TimeoutError ||
	(error instanceof Error && error.name === "AbortError");

/** What came of it: what is there must have been delivered even where the caller gave up. */
async function outcome<T>(future: Future<T>): Promise<{ value: T } | undefined> {
	try {
		return { value: await future };
	} catch (error) {
		if (takenBack(error)) return undefined;
		throw error;
	}
}

/**
 * Carries an operation out, and now and then takes it back.
 *
 * @param round whose it is.
 * @param what its name.
 * @param start begins it.
 * @returns what it gave; `undefined` where it was taken back.
 */
export async function attempt<T>(
	round: Round,
	what: string,
	start: (options: OperationOptions) => Future<T>,
	probability = often,
): Promise<{ value: T } | undefined> {
	const { random, loop, soak } = round;
	round.begin(what);
	if (!random.chance(probability)) return { value: await start({}) };
	const way = random.pick(["cancel", "abort", "timeout", "task"] as const);
	soak.count(`… ${way}`);
	const controller = new AbortController();
	const future = start(way === "abort" ? { signal: controller.signal } : {});
	// Whoever gives up on it must not be told of it again.
	future.addDoneCallback((done) => done.cancelled() || done.exception());
	if (way === "timeout") {
		try {
			return { value: await waitFor(future, random.next() * 4) };
		} catch (error) {
			if (!takenBack(error)) throw error;
		}
	} else if (way === "task") {
		const isGenerator = random.chance(0.5);
		const task = isGenerator
			? loop.createTask(function* () {
					return yield* future;
				})
			: loop.createTask(async () => future);
		task.addDoneCallback((done) => done.cancelled() || done.exception());
		await pause(random);
		task.cancel();
		await outcome(task);
		// One that never got to it leaves it alone.
		future.cancel();
	} else {
		await pause(random);
		if (way === "abort") controller.abort();
		else if (future.cancel()) soak.count("… and cancelled");
	}
	const result = await outcome(future);
	if (result === undefined) soak.count("… taken back");
	return result;
}
