/**
 * What the compiler knows of tasks. Nothing here is run: that it compiles is the test, and a line under
 * `@ts-expect-error` that compiled would be an error.
 */
import {
	type Coroutine,
	createTask,
	type EventLoop,
	type Future,
	Lock,
	PriorityQueue,
	Queue,
	run,
	type Socket,
	sleep,
	type Task,
	toThread,
} from "../../src/index.js";
import { same } from "./same.js";

declare const loop: EventLoop;
declare const sock: Socket;
declare const promise: Promise<number>;

export function* inGenerators(): Coroutine<void> {
	const data = yield* loop.sockRecv(sock, 10);
	same<typeof data, Buffer>(true);
	const [connection] = yield* loop.sockAccept(sock);
	same<typeof connection, Socket>(true);
	const slept = yield* sleep(1, "awake");
	same<typeof slept, string>(true);
	const held = yield* new Lock().acquire();
	same<typeof held, true>(true);
	const item = yield* new Queue<bigint>().get();
	same<typeof item, bigint>(true);
	const returned = yield* loop.createTask(function* () {
		yield* sleep(1);
		return 5 as const;
	});
	same<typeof returned, 5>(true);
}

export async function inAsyncFunctions(): Promise<void> {
	const data = await loop.sockRecv(sock, 10);
	same<typeof data, Buffer>(true);
	const task = createTask(async () => new Map<string, number>());
	same<typeof task, Task<Map<string, number>>>(true);
	const result = await run(async () => "text");
	same<typeof result, string>(true);
	const sum = toThread((a: number, b: number) => a + b, 1, 2);
	same<typeof sum, Future<number>>(true);
	const later = toThread(async () => "text");
	same<typeof later, Future<string>>(true);
	for await (const item of new PriorityQueue<number>()) same<typeof item, number>(true);
}

export function refused(): void {
	// @ts-expect-error: what runs already cannot become a task
	createTask(promise);
	// @ts-expect-error: a function that does not wait is no coroutine function
	createTask(() => 5);
	// @ts-expect-error: functions are called without arguments
	createTask(async (name: string) => name);
	createTask(
		// @ts-expect-error: only futures can be yielded
		function* () {
			yield promise;
		},
	);
	// @ts-expect-error: a promise does not go on while the thread is blocked
	loop.runUntilCompleteSync(promise);
	// @ts-expect-error: nor does an async function
	loop.runUntilCompleteSync(async () => 5);
	// @ts-expect-error: the arguments are those of the function
	toThread((a: number) => a, "text");
	// @ts-expect-error: a queue of numbers
	new Queue<number>().putNowait("text");
	// @ts-expect-error: there is no such option
	createTask(async () => 5, { eager: true });
}
