/** What random programs wait for. */

import { CancelledError } from "../../../src/errors.js";
import {
	ALL_COMPLETED,
	asCompleted,
	type Coroutine,
	currentTask,
	FIRST_COMPLETED,
	FIRST_EXCEPTION,
	type Future,
	gather,
	shield,
	sleep,
	TaskGroup,
	type Timeout,
	timeout,
	timeoutAt,
	wait,
	waitFor,
} from "../../../src/futures/index.js";
import { Barrier, Condition, Event, Lock, Queue, Semaphore } from "../../../src/sync/index.js";
import { errorOf, isException, said } from "./errors.js";
import type { Run } from "./run.js";
import { runBody } from "./run-body.js";
import type { Body, What } from "./statement.js";

const absent = "absent";
const conditions = { all: ALL_COMPLETED, first: FIRST_COMPLETED, failure: FIRST_EXCEPTION } as const;
const lockKinds = [Lock, Semaphore, Condition];

function* within(run: Run, who: string, name: string, scope: Timeout, body: Body): Coroutine<void> {
	run.scopes.set(name, scope);
	yield* runBody(run, who, body);
}

function* takeAll(run: Run, who: string, futures: Iterable<Future<unknown>>): Coroutine<void> {
	for (const each of futures) {
		try {
			run.trace(who, "completed", yield* each);
		} catch (error) {
			if (!isException(error)) throw error;
			run.trace(who, "completed", error);
		}
	}
}

function left(run: Run, who: string, name: string): void {
	const scope = run.scopes.get(name);
	run.trace(
		who,
		"left",
		name,
		...(scope === undefined ? [] : [scope.expired()]),
		currentTask()?.cancelling(),
	);
}

function isCaught(kind: string, error: unknown): boolean {
	if (kind === "all") return true;
	return kind === "error" ? isException(error) : error instanceof CancelledError;
}

/** By the names that they have in programs. What they return stands in the trace. */
export const waits = {
	*sleep(_run: Run, _who: string, ms: number) {
		yield* sleep(ms);
	},
	*acquire(run: Run, _who: string, name: string) {
		yield* run.anyOf<Lock | Semaphore | Condition>(lockKinds, name).acquire();
	},
	*with(run: Run, who: string, name: string, body: Body) {
		const lock = run.anyOf<Lock | Semaphore | Condition>(lockKinds, name);
		yield* lock.acquire();
		try {
			run.trace(who, "has", name);
			yield* runBody(run, who, body);
		} finally {
			lock.release();
		}
	},
	*event(run: Run, _who: string, name: string) {
		yield* run.thing(Event, name).wait();
	},
	*cond(run: Run, _who: string, name: string) {
		return yield* run.thing(Condition, name).wait();
	},
	*until(run: Run, _who: string, name: string, event: string) {
		const condition = run.thing(Condition, name);
		const flag = run.thing(Event, event);
		return yield* condition.waitFor(() => flag.isSet());
	},
	*barrier(run: Run, _who: string, name: string) {
		return yield* run.thing(Barrier, name).wait();
	},
	*barrier_abort(run: Run, _who: string, name: string) {
		yield* run.thing(Barrier, name).abort();
	},
	*barrier_reset(run: Run, _who: string, name: string) {
		yield* run.thing(Barrier, name).reset();
	},
	*put(run: Run, _who: string, name: string, item: number) {
		yield* run.thing(Queue<number>, name).put(item);
	},
	*get(run: Run, _who: string, name: string) {
		return yield* run.thing(Queue<number>, name).get();
	},
	*join(run: Run, _who: string, name: string) {
		yield* run.thing(Queue<number>, name).join();
	},
	*await(run: Run, _who: string, name: string) {
		const future = run.future(name);
		return future === undefined ? absent : yield* future;
	},
	*gather(run: Run, _who: string, what: readonly What[], returnExceptions: boolean) {
		const given = what.map((each) => run.awaitable(each)).filter((each) => each !== undefined);
		return yield* run.looking(what, gather(...given, { returnExceptions })[Symbol.iterator]());
	},
	*wait(run: Run, _who: string, names: readonly string[], when: keyof typeof conditions, ms: number | null) {
		const given = when === "failure" ? run.oneDone(names) : run.present(names);
		const options = { returnWhen: conditions[when], timeout: ms ?? undefined };
		const [done, pending] = yield* run.looking(names, wait(given, options)[Symbol.iterator]());
		return [run.names(done), run.names(pending)];
	},
	*wait_for(run: Run, _who: string, what: What, ms: number | null) {
		const given = run.awaitable(what);
		return given === undefined ? absent : yield* waitFor(given, ms ?? undefined);
	},
	*shield(run: Run, _who: string, what: What) {
		const given = run.awaitable(what);
		return given === undefined ? absent : yield* shield(given);
	},
	*as_completed(run: Run, who: string, names: readonly string[], ms: number | null) {
		const given = run.oneDone(names);
		yield* run.looking(names, takeAll(run, who, asCompleted(given, { timeout: ms ?? undefined })));
	},
	*timeout(run: Run, who: string, name: string, ms: number | null, body: Body) {
		try {
			yield* timeout(ms ?? undefined, function* (scope) {
				yield* within(run, who, name, scope, body);
			});
		} finally {
			left(run, who, name);
		}
	},
	*timeout_at(run: Run, who: string, name: string, ms: number, body: Body) {
		try {
			yield* timeoutAt(ms, function* (scope) {
				yield* within(run, who, name, scope, body);
			});
		} finally {
			left(run, who, name);
		}
	},
	*group(run: Run, who: string, name: string, body: Body) {
		try {
			yield* TaskGroup.run(function* (group) {
				run.groups.set(name, group);
				yield* runBody(run, who, body);
			});
		} finally {
			left(run, who, name);
		}
	},
	*try(run: Run, who: string, body: Body, kind: string, handler: Body, then: string, last: Body) {
		try {
			yield* runBody(run, who, body);
		} catch (error) {
			if (!isCaught(kind, error)) throw error;
			run.trace(who, "caught", error, ...said(error), currentTask()?.cancelling());
			yield* runBody(run, who, handler);
			if (then === "again") throw error;
			if (then !== "on") throw errorOf(then);
		} finally {
			yield* runBody(run, who, last);
		}
	},
} as const;
