/** Measures one chain of callbacks in this process: a warm-up, then the chain that counts. */
import { cpuNanoseconds } from "../harness/cpu-nanoseconds.js";

/**
 * Runs the chains and prints the figures.
 *
 * @param schedule runs a callback in a later turn.
 * @param done what to do when all is measured.
 */
export function measureChain(schedule: (callback: () => void) => void, done: () => void = () => {}): void {
	const count = Number(process.argv[2] ?? 1000);
	chain(schedule, count / 10, () => {
		const [cpu, clock] = [cpuNanoseconds(), performance.now()];
		chain(schedule, count, () => {
			const each = (cpuNanoseconds() - cpu) / count;
			const rate = count / (performance.now() - clock) / 1000;
			console.log(JSON.stringify({ "CPU ns a callback": each, "million callbacks a second": rate }));
			done();
		});
	});
}

function chain(schedule: (callback: () => void) => void, count: number, done: () => void): void {
	let left = count;
	const step = (): void => {
		if (--left > 0) schedule(step);
		else done();
	};
	schedule(step);
}
