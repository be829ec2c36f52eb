/** Measures bursts of datagrams in this process: a warm-up, then the bursts that count. */
import { cpuNanoseconds } from "../harness/cpu-nanoseconds.js";

/** The data of each datagram. */
export const payload: Buffer = Buffer.alloc(64, "x");

/** How many datagrams a burst has: of UDP what fits into any receive buffer, of Unix what fits into any queue. */
export const burstOf = { UDP: 32, Unix: 8 } as const;

export type Kind = keyof typeof burstOf;
export type Figures = Record<string, number>;

/** How long a burst may take before it counts as lost, in milliseconds. */
const limit = 10_000;

/**
 * Runs the bursts.
 *
 * @param kind the kind of datagrams.
 * @param burst sends a burst of a size; its promise is done when all of it has come.
 * @returns the figures.
 */
export async function measureBursts(
	kind: Kind,
	burst: (size: number) => PromiseLike<void>,
): Promise<Figures> {
	const size = burstOf[kind];
	const bursts = Math.ceil(Number(process.argv[2] ?? 1000) / size);
	const lost = setTimeout(() => {
		throw new Error(`${kind}: a burst did not come`);
	}, limit * 6);
	for (let i = 0; i < bursts / 10; i += 1) await burst(size);
	const [cpu, clock] = [cpuNanoseconds(), performance.now()];
	for (let i = 0; i < bursts; i += 1) await burst(size);
	clearTimeout(lost);
	const count = bursts * size;
	return {
		[`${kind}: CPU µs each`]: (cpuNanoseconds() - cpu) / count / 1000,
		[`${kind}: thousand a second`]: count / (performance.now() - clock),
	};
}

/** Counts what comes, and tells when it is all of a burst. */
export class Arrivals {
	#left = 0;
	#told = () => {};

	/** Waits for a number of datagrams. */
	expect(count: number): Promise<void> {
		this.#left = count;
		return new Promise((resolve) => {
			this.#told = resolve;
		});
	}

	/** One came. */
	count(): void {
		this.#left -= 1;
		if (this.#left === 0) this.#told();
	}
}
