/** Tasks of async functions. */
import { type Future, getEventLoop, sleep, TaskGroup } from "evloop";
import { cpuNanoseconds } from "../harness/cpu-nanoseconds.js";
import { count, perJob, report, type TaskFigures } from "./report-tasks.js";

const loop = getEventLoop();

async function giveWay(times: number): Promise<void> {
	for (let i = 0; i < times; i += 1) await sleep(0);
}

async function switches(): Promise<number> {
	const before = cpuNanoseconds();
	const other = loop.createTask(() => giveWay(count / 2));
	await giveWay(count / 2);
	await other;
	return perJob(before);
}

async function awaits(): Promise<number> {
	const done = loop.createFuture<number>();
	done.setResult(1);
	const before = cpuNanoseconds();
	for (let i = 0; i < count; i += 1) await done;
	return perJob(before);
}

async function handovers(): Promise<number> {
	const before = cpuNanoseconds();
	let next: Future<number> = loop.createFuture();
	const giver = loop.createTask(async () => {
		for (let i = 0; i < count; i += 1) {
			// The other one may take its microtasks before or after this one's.
			while (next.done()) await sleep(0);
			next.setResult(i);
		}
	});
	for (let i = 0; i < count; i += 1) {
		await next;
		next = loop.createFuture();
	}
	await giver;
	return perJob(before);
}

async function children(): Promise<number> {
	const before = cpuNanoseconds();
	await TaskGroup.run(async (group) => {
		for (let i = 0; i < count; i += 1) group.createTask(() => giveWay(1));
		await sleep(0);
	});
	return perJob(before);
}

// Each twice: the first time is for the compiler.
async function measure(): Promise<TaskFigures> {
	let figures: TaskFigures | undefined;
	for (let round = 0; round < 2; round += 1) {
		figures = {
			switches: await switches(),
			awaits: await awaits(),
			handovers: await handovers(),
			children: await children(),
		};
	}
	return figures as TaskFigures;
}

report(await loop.createTask(measure));
