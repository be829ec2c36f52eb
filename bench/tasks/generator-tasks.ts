/** The jobs in generator tasks. */
import { type Coroutine, type EventLoop, type Future, sleep, TaskGroup } from "evloop";
import { cpuNanoseconds } from "../harness/cpu-nanoseconds.js";
import { count, perJob, type TaskFigures } from "./report-tasks.js";

function* giveWay(times: number): Coroutine<void> {
	for (let i = 0; i < times; i += 1) yield* sleep(0);
}

function* switches(loop: EventLoop): Coroutine<number> {
	const before = cpuNanoseconds();
	const other = loop.createTask(giveWay(count / 2));
	yield* giveWay(count / 2);
	yield* other;
	return perJob(before);
}

function* awaits(loop: EventLoop): Coroutine<number> {
	const done = loop.createFuture<number>();
	done.setResult(1);
	const before = cpuNanoseconds();
	for (let i = 0; i < count; i += 1) yield* done;
	return perJob(before);
}

function* handovers(loop: EventLoop): Coroutine<number> {
	const before = cpuNanoseconds();
	let next: Future<number> = loop.createFuture();
	const giver = loop.createTask(function* () {
		for (let i = 0; i < count; i += 1) {
			next.setResult(i);
			yield* sleep(0);
		}
	});
	for (let i = 0; i < count; i += 1) {
		yield* next;
		next = loop.createFuture();
	}
	yield* giver;
	return perJob(before);
}

function* children(): Coroutine<number> {
	const before = cpuNanoseconds();
	yield* TaskGroup.run(function* (group) {
		for (let i = 0; i < count; i += 1) group.createTask(() => giveWay(1));
		yield* sleep(0);
	});
	return perJob(before);
}

/**
 * Does all jobs, each twice: the first time is for the compiler.
 *
 * @param loop the loop of the task that this runs in.
 * @returns the figures of the second time.
 */
export function* measureGenerators(loop: EventLoop): Coroutine<TaskFigures> {
	let figures: TaskFigures | undefined;
	for (let round = 0; round < 2; round += 1) {
		figures = {
			switches: yield* switches(loop),
			awaits: yield* awaits(loop),
			handovers: yield* handovers(loop),
			children: yield* children(),
		};
	}
	return figures as TaskFigures;
}
