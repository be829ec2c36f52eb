/**
 * Task: runs a coroutine, which is a generator or an async function, and is the future of what that returns.
 *
 * It begins in the turn after it was made, as in asyncio. How a generator is stepped and an async function left to go on,
 * and what cancellation is to either, stands in its body.
 *
 * The fields are TypeScript's, as those of Future: each connection of a server has a task, and most of them are idle.
 */
import { CancelledError, RuntimeError } from "../errors.js";
import { checkMethod, checkOptions, show } from "../internal/index.js";
import { livingTasks } from "./all-tasks.js";
import { AsyncBody } from "./async-body.js";
import { type AsyncContext, captureContext } from "./async-context.js";
import { Cancellation } from "./cancellation.js";
import { type Coroutine, isCoroutine } from "./coroutine.js";
import { activate } from "./current-scheduler.js";
import { Future } from "./future.js";
import { GeneratorBody } from "./generator-body.js";
import { isGeneratorFunction } from "./is-generator-function.js";
import type { SchedulerOwner } from "./scheduler.js";
import type { TaskBody } from "./task-body.js";
import { taskStack } from "./task-stack.js";
import type { TextSink } from "./text-sink.js";

/**
 * What a task can run: a generator that was not started, or a function without parameters that makes one or is an async
 * function. Not the promise of an async function that was called already: it runs, and nobody could cancel it.
 */
export type TaskSource<T> = Coroutine<T> | (() => Coroutine<T> | PromiseLike<T>);

/** How a {@link Task} is made. */
export interface TaskOptions {
	/** The loop that it belongs to; this thread's loop if absent. */
	readonly loop?: SchedulerOwner | undefined;
	/** Its name, for messages; `Task-N` if absent. */
	readonly name?: string | undefined;
	/** The context that it runs in; that of whoever makes it if absent. */
	readonly context?: AsyncContext | undefined;
	/** Whether it begins at once, inside this call, instead of in the next turn. */
	readonly eagerStart?: boolean | undefined;
}

let made = 0;

/**
 * A coroutine on its way through the loop, and the future of what it returns.
 *
 * Cancelling it raises a CancelledError where it waits: at the `yield*` of a generator, and in an async function at the
 * `await` of a future of ours (of an operation, a task, a sleep). An async function that waits for a promise of somebody
 * else sees it at its next such `await`; its {@link Task.signal} tells that somebody at once.
 *
 * @example
 * ```ts
 * import { type Coroutine, sleep, Task } from "evloop";
 *
 * function* twice(n: number): Coroutine<number> {
 * 	yield* sleep(1);
 * 	return 2 * n;
 * }
 *
 * console.log(await new Task(twice(21))); // 42
 * console.log(await new Task(async () => (await sleep(1, 20)) + 1)); // 21
 * ```
 * @see https://docs.python.org/3/library/asyncio-task.html#asyncio.Task
 */
export class Task<out T = unknown> extends Future<T> {
	private readonly source: TaskSource<T>;
	private readonly context: AsyncContext;
	/** Absent before the first step. */
	private body: TaskBody | undefined;
	/** A number stands for `Task-N`: most names are never asked for. */
	private name: string | number;
	/** Absent before somebody cancels it, or asks for its signal. */
	private cancellation: Cancellation | undefined;

	/**
	 * @param source the generator or the function.
	 * @param options its loop, its name, its context, and whether it begins at once.
	 * @throws TypeError if it is neither, or the context is none.
	 * @throws RuntimeError where it has no loop to belong to.
	 */
	constructor(source: TaskSource<T>, options?: TaskOptions) {
		super(options);
		checkSource(source);
		this.source = source;
		this.context = checkMethod(
			options?.context ?? captureContext(),
			"runInAsyncScope",
			"Cannot make a task: the context must have a method runInAsyncScope()",
		);
		this.body = undefined;
		made += 1;
		const name = options?.name ?? undefined;
		this.name = name === undefined ? made : textOf(name);
		this.cancellation = undefined;
		livingTasks(this.scheduler).add(this);
		if (options?.eagerStart === true) this.runAtOnce();
		else this.scheduler.enqueue(this);
	}

	/**
	 * Aborted when the task is cancelled, for what takes an AbortSignal: `fetch(url, { signal: task.signal })`. A new one
	 * once every request to cancel was taken back. Throws nothing.
	 */
	get signal(): AbortSignal {
		this.cancellation ??= new Cancellation();
		return this.cancellation.signal;
	}

	/**
	 * Its name. Throws nothing.
	 *
	 * @returns the name.
	 */
	getName(): string {
		return typeof this.name === "string" ? this.name : `Task-${this.name}`;
	}

	/**
	 * Gives it another name. Throws nothing.
	 *
	 * @param name the name; what is no string becomes one, as by Python's `str`.
	 */
	setName(name: string): void {
		this.name = textOf(name);
	}

	/**
	 * What it runs, as it was given. Throws nothing.
	 *
	 * @returns the generator or the function.
	 */
	getCoro(): TaskSource<T> {
		return this.source;
	}

	/**
	 * The context that it runs in. Throws nothing.
	 *
	 * @returns the context.
	 */
	getContext(): AsyncContext {
		return this.context;
	}

	/**
	 * Where it is: while it runs its stack, while it waits the name of its function, since JavaScript shows no stack of what
	 * waits, and where it has failed the stack of the exception.
	 *
	 * @param options how many frames to give at most.
	 * @returns the frames, innermost first, as V8 writes them.
	 * @throws TypeError if the options are no object.
	 */
	getStack(options: { readonly limit?: number | undefined } = {}): string[] {
		checkOptions(options, "getStack");
		return taskStack(this as Task<unknown>, this.getStack).slice(0, options.limit);
	}

	/**
	 * Writes where it is.
	 *
	 * @param options how many frames to write at most, and what to write to: standard error if absent.
	 * @throws TypeError if the options are no object, or there is nothing to write to.
	 */
	printStack(
		options: { readonly limit?: number | undefined; readonly file?: TextSink | undefined } = {},
	): void {
		checkOptions(options, "printStack");
		const { limit, file = process.stderr } = options;
		checkMethod(file, "write", "Cannot printStack: file must have a method write()");
		const frames = taskStack(this as Task<unknown>, this.printStack).slice(0, limit);
		file.write([`Stack for ${this}`, ...frames.map((frame) => `  ${frame}`), ""].join("\n"));
	}

	/**
	 * How often its cancellation was requested and not taken back. Throws nothing.
	 *
	 * @returns the number.
	 */
	cancelling(): number {
		return this.cancellation?.requests ?? 0;
	}

	/**
	 * Takes one request for cancellation back, for whoever caught the CancelledError and goes on. Throws nothing.
	 *
	 * @returns how many are left.
	 */
	uncancel(): number {
		this.cancellation?.takeBack();
		return this.cancelling();
	}

	/**
	 * Requests that a CancelledError be raised in the coroutine where it waits. Throws nothing.
	 *
	 * @param message what the CancelledError says.
	 * @returns false if the task is done already; else true.
	 */
	override cancel(message?: string): boolean {
		if (this.done()) return super.cancel();
		this.cancellation ??= new Cancellation();
		const { cancellation } = this;
		cancellation.requests += 1;
		// As with any future, what is no text says nothing: an error made of it where it is raised would end the turn.
		const said = typeof message === "string" ? message : undefined;
		if (!this.body?.cancelWait(said)) cancellation.postpone(said);
		cancellation.announce(said);
		return true;
	}

	/**
	 * A task is settled by its coroutine alone.
	 *
	 * @param _value ignored.
	 * @throws RuntimeError always.
	 */
	override setResult(_value: T): void {
		throw new RuntimeError("Cannot set the result of a task: its coroutine returns it");
	}

	/**
	 * A task is settled by its coroutine alone.
	 *
	 * @param _exception ignored.
	 * @throws RuntimeError always.
	 */
	override setException(_exception: unknown): void {
		throw new RuntimeError("Cannot set the exception of a task: its coroutine throws it");
	}

	/**
	 * A short description. Throws nothing.
	 *
	 * @returns its state and name.
	 */
	override toString(): string {
		return `${super.toString().slice(0, -1)} name=${this.getName()}>`;
	}

	/**
	 * Begins it, or takes the next step; the loop calls it.
	 *
	 * @internal
	 */
	run(): void {
		if (this.done()) return;
		this.body ??= this.makeBody();
		this.body?.step();
	}

	/**
	 * Its coroutine has returned.
	 *
	 * @param value what it returned.
	 * @internal
	 */
	complete(value: T): void {
		livingTasks(this.scheduler).delete(this);
		// Cancelled right before it returned, with nothing waited for since.
		if (this.cancellation?.due) super.cancel(this.cancellation.message);
		else super.setResult(value);
	}

	/**
	 * Its coroutine has thrown.
	 *
	 * @param exception what it threw.
	 * @internal
	 */
	conclude(exception: unknown): void {
		livingTasks(this.scheduler).delete(this);
		if (exception instanceof CancelledError) this.cancelWith(exception);
		else super.setException(exception);
	}

	/**
	 * Its function has made a generator.
	 *
	 * @param coroutine the generator, which takes its first step at once.
	 * @internal
	 */
	adopt(coroutine: Coroutine<T>): void {
		this.body = new GeneratorBody(this, coroutine);
		this.body.step();
	}

	/**
	 * Takes the CancelledError that is to be raised at this occasion.
	 *
	 * @returns it; `undefined` if none is.
	 * @internal
	 */
	takeCancellation(): CancelledError | undefined {
		return this.cancellation?.take();
	}

	/**
	 * It begins to wait: what is due is given to what it waits for.
	 *
	 * @param future the future.
	 * @internal
	 */
	deliverCancellation(future: Future<unknown>): void {
		this.cancellation?.deliverTo(future);
	}

	/** Takes the first step inside the call that made it: its loop's turn, also where that has none. */
	private runAtOnce(): void {
		const before = activate(this.scheduler);
		try {
			this.run();
		} finally {
			activate(before);
		}
	}

	/** Finds out what kind of coroutine it is; a function is not even called where the task was cancelled before. */
	private makeBody(): TaskBody | undefined {
		const { source } = this;
		if (typeof source !== "function") return new GeneratorBody(this, source);
		const cancelled = this.takeCancellation();
		if (cancelled !== undefined) {
			this.conclude(cancelled);
			return undefined;
		}
		if (isGeneratorFunction(source)) return new GeneratorBody(this, source());
		return new AsyncBody(this, source);
	}
}

function checkSource(source: unknown): void {
	if (typeof source === "function" || isCoroutine(source)) return;
	if (typeof (source as PromiseLike<unknown> | undefined | null)?.then === "function") {
		throw new TypeError(
			`Cannot make a task of ${show(source)}: pass the async function itself, as in createTask(() => work(1))`,
		);
	}
	throw new TypeError(`Cannot make a task of ${show(source)}: it is no generator and no function`);
}

/** The text of a name, which messages are made of: nothing that was given for one may make them throw. */
function textOf(name: unknown): string {
	if (typeof name === "string") return name;
	try {
		return String(name);
	} catch {
		return show(name);
	}
}
