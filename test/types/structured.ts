/** The types of structured concurrency: this file compiles, or the build fails. */
import type { Completions } from "../../src/futures/index.js";
import {
	asCompleted,
	type Coroutine,
	ensureFuture,
	type Future,
	fromSignal,
	gather,
	type ResultOf,
	race,
	shield,
	sleep,
	type Task,
	TaskGroup,
	timeout,
	timeoutAt,
	wait,
	waitFor,
	wrapFuture,
} from "../../src/futures/index.js";
import { same } from "./same.js";

declare const tasks: Task<number>[];
declare const number: Future<number>;
declare const text: () => Promise<string>;
declare const flag: () => Coroutine<boolean>;
declare const promise: Promise<Date>;
declare const wrongCoroutine: Generator<number, string, void>;

/** Never called: the compiler reads it. */
export function theTypes(): void {
	same<ResultOf<typeof number>, number>(true);
	same<ResultOf<typeof text>, string>(true);
	same<ResultOf<typeof flag>, boolean>(true);
	same<ResultOf<Coroutine<Date>>, Date>(true);

	const all = gather(number, text, flag, flag(), promise);
	same<typeof all, Future<[number, string, boolean, boolean, Date]>>(true);
	const some = gather(number, text, { returnExceptions: true });
	same<typeof some, Future<[number | Error, string | Error]>>(true);
	const strict = gather(number, text, { returnExceptions: false });
	same<typeof strict, Future<[number, string]>>(true);
	const list = gather(...tasks);
	same<typeof list, Future<number[]>>(true);
	const none = gather();
	same<typeof none, Future<[]>>(true);
	// @ts-expect-error: a number cannot be waited for
	gather(number, 5);
	// @ts-expect-error: a generator of anything but futures is no coroutine
	gather(wrongCoroutine);
	// @ts-expect-error: there is no such option
	gather(number, { returnExeptions: true });

	const waited = wait(tasks);
	same<typeof waited, Future<[done: Set<Task<number>>, pending: Set<Task<number>>]>>(true);
	// @ts-expect-error: wait takes futures alone
	wait([text]);
	// @ts-expect-error: there is no such condition
	wait(tasks, { returnWhen: "SOMETIMES" });

	const completed = asCompleted([number, text]);
	same<typeof completed, Completions<Future<number> | (() => Promise<string>)>>(true);
	for (const next of completed) same<typeof next, Future<number | string>>(true);
	for (const next of asCompleted(tasks)) same<typeof next, Future<number>>(true);
	(async () => {
		for await (const result of asCompleted(tasks)) same<typeof result, number>(true);
	})();

	same<ReturnType<typeof shield<number>>, Future<number>>(true);
	const shielded = shield(flag);
	same<typeof shielded, Future<boolean>>(true);
	const limited = waitFor(text, 5);
	same<typeof limited, Future<string>>(true);
	// @ts-expect-error: the limit is said, even where it is undefined
	waitFor(text);
	const first = race(number, text);
	same<typeof first, Future<number | string>>(true);
	const ended = race(number, fromSignal(AbortSignal.abort()));
	same<typeof ended, Future<number>>(true);

	const ensured = ensureFuture(promise);
	same<typeof ensured, Future<Date>>(true);
	const wrapped = wrapFuture(promise);
	same<typeof wrapped, Future<Date>>(true);
	// @ts-expect-error: a function is neither a promise nor a future
	wrapFuture(text);

	const awaited = timeout(5, async (scope) => scope.when());
	same<typeof awaited, Promise<number | undefined>>(true);
	const stepped = timeoutAt(undefined, function* (scope) {
		yield* sleep(1);
		return scope.expired();
	});
	same<typeof stepped, Coroutine<boolean>>(true);
	// @ts-expect-error: a body waits, or it needs no limit
	timeout(5, () => 5);
	// @ts-expect-error: only futures can be yielded
	timeout(5, function* () {
		yield 5;
	});

	const grouped = TaskGroup.run(async (group) => {
		const child = group.createTask(text);
		same<typeof child, Task<string>>(true);
		const other = group.createTask(flag());
		same<typeof other, Task<boolean>>(true);
		// @ts-expect-error: what runs already cannot become a task
		group.createTask(promise);
		// @ts-expect-error: a generator of anything but futures is no coroutine
		group.createTask(wrongCoroutine);
		return 5;
	});
	same<typeof grouped, Promise<number>>(true);
	const steppedGroup = TaskGroup.run(function* (group) {
		return yield* group.createTask(text);
	});
	same<typeof steppedGroup, Coroutine<string>>(true);
	// @ts-expect-error: groups are made by run
	new TaskGroup();
}

/** In a generator every result has its own type. */
export function* theTypesOfResults(): Coroutine<void> {
	const [a, b] = yield* gather(number, text);
	same<typeof a, number>(true);
	same<typeof b, string>(true);
	const [done] = yield* wait(tasks);
	for (const task of done) same<typeof task, Task<number>>(true);
	const limited = yield* waitFor(flag, 5);
	same<typeof limited, boolean>(true);
	const inner = yield* timeout(5, function* () {
		return yield* number;
	});
	same<typeof inner, number>(true);
}
