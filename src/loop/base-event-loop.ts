/**
 * What all loops have in common: everything but what they do with descriptors and sockets.
 *
 * The methods are one line each, or nearly; the work is in the engine and in the files beside.
 */
import { RuntimeError } from "../errors.js";
import {
	type Coroutine,
	type ExceptionContext,
	ensureFuture,
	Future,
	type Task,
	type TaskOptions,
	type TaskSource,
} from "../futures/index.js";
import { makeTask } from "../futures/internals.js";
import { shownAs } from "../internal/index.js";
import { type Callback, type Engine, Handle, type NodeHost, type TimerHandle } from "../reactor/index.js";
import { checkCallback, checkContext, checkTime } from "./arguments.js";
import { asBlockingFuture } from "./as-blocking-future.js";
import { checkExecutor } from "./check-executor.js";
import type { DebuggingMethods, ExceptionHandler, LoopStatistics } from "./debugging-methods.js";
import { writeException } from "./default-exception-handler.js";
import { DefaultExecutor } from "./default-executor.js";
import type { EventLoop } from "./event-loop.js";
import { reportException } from "./exception-reporter.js";
import type { ExecutorMethods } from "./executor-methods.js";
import type { Executable, Executor } from "./executors/index.js";
import { runInExecutor } from "./run-in-executor.js";
import { Running } from "./running.js";
import type { Runnable, RunningMethods } from "./running-methods.js";
import type { SchedulingMethods } from "./scheduling-methods.js";
import { SignalHandlers } from "./signal-handlers.js";
import type { SignalMethods } from "./signal-methods.js";
import type { TaskFactory } from "./task-factory.js";

/**
 * Scheduling, running and reporting; a subclass adds its engine and what that can do.
 *
 * @example
 * ```ts
 * import { BaseEventLoop, getEventLoop } from "evloop";
 *
 * console.log(getEventLoop() instanceof BaseEventLoop); // true
 * ```
 */
export abstract class BaseEventLoop
	implements SchedulingMethods, RunningMethods, DebuggingMethods, ExecutorMethods, SignalMethods
{
	readonly #engine: Engine;
	readonly #running: Running;
	readonly #signals: SignalHandlers;
	#exceptionHandler: ExceptionHandler | undefined;
	#taskFactory: TaskFactory | undefined;
	readonly #executor = new DefaultExecutor();
	#slowCallbackDuration = 100;
	#debug = false;
	#closed = false;

	/** @hidden */
	constructor(engine: Engine, host: NodeHost) {
		this.#engine = engine;
		this.#running = new Running(engine, host);
		this.#signals = new SignalHandlers(engine);
		engine.attachHost(host);
		engine.loop = this;
		engine.report = (context) => this.callExceptionHandler(context);
	}

	/** @hidden */
	get scheduler(): Engine {
		return this.#engine;
	}

	callSoon<A extends unknown[]>(callback: Callback<A>, ...args: A): Handle {
		this.checkOpen();
		checkCallback(callback, "callSoon");
		const handle = new Handle(this.#engine, callback, args);
		this.#engine.enqueue(handle);
		return handle;
	}

	callSoonThreadsafe<A extends unknown[]>(callback: Callback<A>, ...args: A): Handle {
		return this.callSoon(callback, ...args);
	}

	callLater<A extends unknown[]>(delay: number, callback: Callback<A>, ...args: A): TimerHandle {
		checkTime(delay, "callLater");
		checkCallback(callback, "callLater");
		return this.callAt(this.time() + delay, callback, ...args);
	}

	callAt<A extends unknown[]>(when: number, callback: Callback<A>, ...args: A): TimerHandle {
		this.checkOpen();
		checkTime(when, "callAt");
		checkCallback(callback, "callAt");
		return this.#engine.addTimer(when, callback, args);
	}

	time(): number {
		return this.#engine.time();
	}

	createFuture<T>(): Future<T> {
		return new Future<T>(this.#engine);
	}

	createTask<T>(coroutine: TaskSource<T>, options?: Omit<TaskOptions, "loop">): Task<T> {
		this.checkOpen();
		return makeTask(coroutine, this.#engine, options);
	}

	setTaskFactory(factory: TaskFactory | undefined): void {
		if (factory !== undefined) checkCallback(factory, "setTaskFactory");
		this.#taskFactory = factory;
		this.#engine.taskFactory =
			factory && ((source, options) => factory(this as unknown as EventLoop, source, options));
	}

	getTaskFactory(): TaskFactory | undefined {
		return this.#taskFactory;
	}

	runInExecutor<A extends unknown[], R>(
		executor: Executor | null | undefined,
		callee: Executable<A, R>,
		...args: A
	): Future<Awaited<R>> {
		this.checkOpen();
		if (executor !== undefined && executor !== null) checkExecutor(executor);
		return runInExecutor(
			this.#engine,
			executor ?? this.#executor.get(),
			callee as Executable<never[], unknown>,
			args,
		);
	}

	setDefaultExecutor(executor: Executor): void {
		this.#executor.set(executor);
	}

	shutdownDefaultExecutor(): Promise<void> {
		return this.#executor.shutdown();
	}

	addSignalHandler<A extends unknown[]>(
		signal: NodeJS.Signals | number,
		callback: Callback<A>,
		...args: A
	): void {
		this.checkOpen();
		this.#signals.add(signal, callback, args);
	}

	removeSignalHandler(signal: NodeJS.Signals | number): boolean {
		return this.#signals.remove(signal);
	}

	runForever(): Promise<void> {
		this.checkOpen();
		return this.#running.forever();
	}

	runUntilComplete<T>(main: Runnable<T>): Promise<T> {
		this.checkOpen();
		return this.#running.untilDone(() => ensureFuture(main, { loop: this }));
	}

	runForeverSync(): void {
		this.checkOpen();
		this.#signals.checkNone();
		this.#running.foreverBlocking();
	}

	runUntilCompleteSync<T>(main: Future<T> | Coroutine<T> | (() => Coroutine<T>)): T {
		this.checkOpen();
		this.#running.checkFreeToBlock();
		this.#signals.checkNone();
		return this.#running.untilDoneBlocking(asBlockingFuture(this, main));
	}

	stop(): void {
		this.#running.stop();
	}

	isRunning(): boolean {
		return this.#running.isRunning;
	}

	isClosed(): boolean {
		return this.#closed;
	}

	close(): void {
		if (this.isRunning()) throw new RuntimeError("Cannot close a running event loop");
		if (this.#closed) return;
		this.#closed = true;
		this.#signals.clear();
		this.#executor.shutdown().catch((exception) => {
			this.callExceptionHandler({ message: "Exception while the default executor was shut down", exception });
		});
		this.#engine.close();
	}

	/** Closes it at the end of a `using` block. */
	[Symbol.dispose](): void {
		this.close();
	}

	setExceptionHandler(handler: ExceptionHandler | undefined): void {
		if (handler !== undefined) checkCallback(handler, "setExceptionHandler");
		this.#exceptionHandler = handler;
	}

	getExceptionHandler(): ExceptionHandler | undefined {
		return this.#exceptionHandler;
	}

	callExceptionHandler(context: ExceptionContext): void {
		checkContext(context, "callExceptionHandler");
		const handler = this.#exceptionHandler;
		const bound = handler && ((each: ExceptionContext) => handler(this as unknown as EventLoop, each));
		reportException(bound, context);
	}

	defaultExceptionHandler(context: ExceptionContext): void {
		checkContext(context, "defaultExceptionHandler");
		writeException(context);
	}

	setDebug(enabled: boolean): void {
		this.#debug = enabled;
		this.#engine.slowAfter = enabled ? this.#slowCallbackDuration : undefined;
	}

	getDebug(): boolean {
		return this.#debug;
	}

	get slowCallbackDuration(): number {
		return this.#slowCallbackDuration;
	}

	set slowCallbackDuration(ms: number) {
		checkTime(ms, "set slowCallbackDuration");
		this.#slowCallbackDuration = ms;
		this.setDebug(this.#debug);
	}

	statistics(): LoopStatistics {
		return this.#engine.statistics();
	}

	/**
	 * Refuses to go on when the loop is closed.
	 *
	 * @throws RuntimeError if it is.
	 */
	protected checkOpen(): void {
		if (this.#closed) throw new RuntimeError("Event loop is closed");
	}
}

shownAs(BaseEventLoop, (loop) => {
	const state = `running=${loop.isRunning()} closed=${loop.isClosed()} debug=${loop.getDebug()}`;
	return `<${loop.constructor.name} ${state}>`;
});
