/** What random programs do without waiting, also in callbacks. */
import { allTasks, Future, Task } from "../../../src/futures/index.js";
import { Barrier, Condition, Event, Lock, Queue, Semaphore } from "../../../src/sync/index.js";
import { errorOf } from "./errors.js";
import type { Run } from "./run.js";
import { runAtOnce } from "./run-at-once.js";
import { stateOf } from "./state-of.js";
import type { Body } from "./statement.js";

const absent = "absent";

function look(run: Run, name: string): unknown {
	if (/^(me|t)/.test(name)) {
		const task = run.task(name);
		return task === undefined ? absent : `${stateOf(task)}, ${task.cancelling()}`;
	}
	const thing = run.anyOf<Barrier | Condition | Event | Future<string> | Lock | Queue<number> | Semaphore>(
		[Barrier, Condition, Event, Future, Lock, Queue, Semaphore],
		name,
	);
	if (thing instanceof Future) return stateOf(thing);
	if (thing instanceof Event) return thing.isSet();
	if (thing instanceof Barrier) return [thing.nWaiting, thing.broken];
	if (thing instanceof Queue) return [thing.qsize(), thing.empty(), thing.full()];
	return thing.locked();
}

/** By the names that they have in programs. What they return stands in the trace. */
export const instants = {
	set: (run: Run, event: string) => run.thing(Event, event).set(),
	clear: (run: Run, event: string) => run.thing(Event, event).clear(),
	release: (run: Run, name: string) =>
		run.anyOf<Lock | Semaphore | Condition>([Lock, Semaphore, Condition], name).release(),
	notify: (run: Run, name: string, count: number) => run.thing(Condition, name).notify(count),
	notify_all: (run: Run, name: string) => run.thing(Condition, name).notifyAll(),
	put_nowait: (run: Run, name: string, item: number) => run.thing(Queue<number>, name).putNowait(item),
	get_nowait: (run: Run, name: string) => run.thing(Queue<number>, name).getNowait(),
	task_done: (run: Run, name: string) => run.thing(Queue<number>, name).taskDone(),
	shutdown: (run: Run, name: string, immediate: boolean) =>
		run.thing(Queue<number>, name).shutdown({ immediate }),
	set_result: (run: Run, name: string, value: string) => run.thing(Future<string>, name).setResult(value),
	set_exception: (run: Run, name: string, error: string) =>
		run.thing(Future<string>, name).setException(errorOf(error)),
	cancel: (run: Run, name: string, message: string | null) => {
		const future = run.future(name);
		return future === undefined ? absent : future.cancel(message ?? undefined);
	},
	uncancel: (run: Run, name: string) => run.task(name)?.uncancel() ?? absent,
	look,
	result: (run: Run, name: string) => {
		const future = run.future(name);
		return future === undefined ? absent : future.result();
	},
	exception: (run: Run, name: string) => {
		const future = run.future(name);
		return future === undefined ? absent : future.exception();
	},
	living: (run: Run) => {
		const known = new Set(run.tasks.values());
		return run.names([...allTasks(run.loop)].filter((each) => known.has(each)));
	},
	spawn: (run: Run, name: string, body: Body, eagerStart: boolean) => {
		run.tasks.set(name, new Task(run.coroutine(name, body), { loop: run.loop, name, eagerStart }));
	},
	child: (run: Run, group: string, name: string, body: Body) => {
		const made = run.groups.get(group);
		if (made === undefined) return absent;
		run.tasks.set(name, made.createTask(run.coroutine(name, body), { name }));
		return undefined;
	},
	reschedule: (run: Run, scope: string, ms: number | null) => {
		const made = run.scopes.get(scope);
		if (made === undefined) return absent;
		made.reschedule(ms === null ? undefined : run.loop.time() + ms);
		return undefined;
	},
	on_done: (run: Run, name: string, callback: string, body: Body) => {
		const future = run.future(name);
		if (future === undefined) return absent;
		const done = (each: Future<unknown>): void => {
			run.trace(callback, stateOf(each));
			runAtOnce(run, callback, body);
		};
		run.callbacks.set(callback, done);
		future.addDoneCallback(done);
		return undefined;
	},
	off_done: (run: Run, name: string, callback: string) => {
		const future = run.future(name);
		const done = run.callbacks.get(callback);
		return future === undefined || done === undefined ? absent : future.removeDoneCallback(done);
	},
	soon: (run: Run, name: string, body: Body) => {
		run.handles.set(name, run.loop.callSoon(runAtOnce, run, name, body));
	},
	later: (run: Run, name: string, ms: number, body: Body) => {
		run.handles.set(name, run.loop.callLater(ms, runAtOnce, run, name, body));
	},
	drop: (run: Run, name: string) => {
		run.handles.get(name)?.cancel();
		return run.handles.get(name)?.cancelled() ?? absent;
	},
} as const;
