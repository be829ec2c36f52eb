/** Measures random reads in this process: a warm-up, then the reads that count. */
import { cpuNanoseconds } from "../harness/cpu-nanoseconds.js";

/** How large a read is, in bytes. */
export const block = 4096;
/** How many are under way at once. */
export const depth = 64;

const blocks = (1024 * 1024 * 1024) / block;

/** The file that is read. */
export const path: string = process.env.EVLOOP_BENCH_FILE ?? "";

/** Figures by name. */
export type Figures = Record<string, number>;

/**
 * Runs the reads.
 *
 * @param name what they are called in the table.
 * @param read makes one read: at a position, by one of so many readers; its promise is done when it is.
 * @returns the figures.
 */
export async function measureReads(
	name: string,
	read: (position: number, reader: number) => PromiseLike<unknown>,
): Promise<Figures> {
	const count = Number(process.argv[2] ?? 1000);
	let random = 1;
	let left = 0;
	const reader = async (number: number) => {
		while (left > 0) {
			left -= 1;
			// The generator of ANSI C's example: the same places for all contestants.
			random = (Math.imul(random, 1103515245) + 12345) & 0x7fffffff;
			await read((random % blocks) * block, number);
		}
	};
	const readers = () => Promise.all(Array.from({ length: depth }, (_, number) => reader(number)));
	left = Math.ceil(count / 10);
	await readers();
	const [cpu, clock] = [cpuNanoseconds(), performance.now()];
	left = count;
	await readers();
	return {
		[`${name}: thousand a CPU second`]: (count * 1e6) / (cpuNanoseconds() - cpu),
		[`${name}: thousand a second`]: count / (performance.now() - clock),
	};
}
