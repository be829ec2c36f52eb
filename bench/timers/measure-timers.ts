/**
 * Measures the timers of one loop in this process, in CPU time:
 * - fire: `count` timers, their delays spread over a second, scheduled at once and awaited;
 * - cancel: `count` timeouts of a minute, each cancelled soon after, as requests do with theirs: 10,000 are pending;
 * - turn: a chain of immediate callbacks with no timer pending, and with `count` of them.
 */
import { cpuNanoseconds } from "../harness/cpu-nanoseconds.js";

/** What a loop offers. */
export interface TimerLoop<Timer> {
	readonly later: (milliseconds: number, callback: () => void) => Timer;
	readonly cancel: (timer: Timer) => void;
	readonly soon: (callback: () => void) => void;
}

const span = 1000;
const pending = 10_000;
const turns = 100_000;

/**
 * Takes all measurements, one after the other, and prints the figures.
 *
 * @param loop the loop's functions.
 * @param done what to do when all is measured.
 */
export function measureTimers<Timer>(loop: TimerLoop<Timer>, done: () => void = () => {}): void {
	const count = Number(process.argv[2] ?? 1000);
	settledTurn(loop, (idleTurn) => {
		fire(loop, count, (fired) => {
			const cancelled = cancel(loop, count);
			const waiting = schedule(loop, count, 60_000, () => {});
			settledTurn(loop, (busyTurn) => {
				for (const timer of waiting) loop.cancel(timer);
				const figures = {
					"ns to schedule and fire": fired,
					"ns to schedule and cancel": cancelled,
					"ns a turn, no timer": idleTurn,
					"ns a turn, all pending": busyTurn,
				};
				console.log(JSON.stringify(figures));
				done();
			});
		});
	});
}

/** Delays of a fixed disorder: a prime stride through the span. */
function schedule<Timer>(
	loop: TimerLoop<Timer>,
	count: number,
	least: number,
	callback: () => void,
): Timer[] {
	return Array.from({ length: count }, (_, index) => loop.later(least + ((index * 7919) % span), callback));
}

function fire<Timer>(loop: TimerLoop<Timer>, count: number, report: (nanoseconds: number) => void): void {
	const before = cpuNanoseconds();
	let left = count;
	schedule(loop, count, 1, () => {
		if (--left === 0) report((cpuNanoseconds() - before) / count);
	});
}

function cancel<Timer>(loop: TimerLoop<Timer>, count: number): number {
	const before = cpuNanoseconds();
	const waiting = schedule(loop, Math.min(pending, count), 60_000, () => {});
	for (let index = 0; index < count; index++) {
		const place = index % waiting.length;
		const oldest = waiting[place];
		if (oldest !== undefined) loop.cancel(oldest);
		waiting[place] = loop.later(60_000 + (index % span), () => {});
	}
	for (const timer of waiting) loop.cancel(timer);
	return (cpuNanoseconds() - before) / (count + waiting.length);
}

/** The second of two chains: in the first one the collector still goes through what was allocated before it. */
function settledTurn<Timer>(loop: TimerLoop<Timer>, report: (nanoseconds: number) => void): void {
	turn(loop, () => turn(loop, report));
}

function turn<Timer>(loop: TimerLoop<Timer>, report: (nanoseconds: number) => void): void {
	const before = cpuNanoseconds();
	let left = turns;
	const step = (): void => {
		if (--left > 0) loop.soon(step);
		else report((cpuNanoseconds() - before) / turns);
	};
	loop.soon(step);
}
