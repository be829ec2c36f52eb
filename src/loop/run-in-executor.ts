/** Has a function called by an executor, and makes a future of it. */
import { RuntimeError } from "../errors.js";
import { Future } from "../futures/index.js";
import type { Engine } from "../reactor/index.js";
import type { Executable, Executor } from "./executors/index.js";

/** The future of a call; cancelling it takes the call back if it has not begun. */
class ExecutorFuture<R> extends Future<R> {
	readonly #takeBack: () => boolean;
	readonly #engine: Engine;

	constructor(
		engine: Engine,
		executor: Executor,
		callee: Executable<never[], unknown>,
		args: readonly unknown[],
	) {
		super(engine);
		this.#engine = engine;
		this.#takeBack = executor.submit(callee, args, {
			returned: (value) => this.#end(() => super.setResult(value as R)),
			threw: (reason) => this.#end(() => super.setException(reason)),
		});
		engine.retain();
	}

	override cancel(message?: string): boolean {
		if (!super.cancel(message)) return false;
		if (this.#takeBack()) this.#engine.release();
		return true;
	}

	#end(settle: () => void): void {
		this.#engine.release();
		if (!this.done()) settle();
	}
}

/**
 * Has a function called by an executor.
 *
 * @param engine the loop's engine.
 * @param executor the executor.
 * @param callee the function.
 * @param args its arguments.
 * @returns a future of what it returns.
 * @throws TypeError if the executor cannot call it.
 * @throws RuntimeError if the executor was shut down, or the loop blocks its thread.
 */
export function runInExecutor<R>(
	engine: Engine,
	executor: Executor,
	callee: Executable<never[], unknown>,
	args: readonly unknown[],
): Future<R> {
	if (engine.host.blocks) {
		throw new RuntimeError(
			"Cannot run in an executor while the loop blocks its thread: the answer comes through Node's loop",
		);
	}
	return new ExecutorFuture<R>(engine, executor, callee, args);
}
