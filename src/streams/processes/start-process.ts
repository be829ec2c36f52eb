/** Starts a child process, and makes its streams. */
import { type Coroutine, currentScheduler, type Future, Operation } from "../../futures/index.js";
import { checkMethod } from "../../internal/index.js";
import type { SubprocessTransport } from "../../transports/index.js";
import { checkLimit } from "../limits.js";
import { Process } from "./process.js";
import type { ProcessOf } from "./process-of.js";
import type { ProcessLoop, ProcessStreamOptions } from "./process-options.js";
import { ProcessProtocol } from "./process-protocol.js";

/** A child that is being started. */
type Starting = Future<[transport: SubprocessTransport, protocol: ProcessProtocol]>;

/**
 * Starts a child process.
 *
 * @param options the readers' limit, and the loop.
 * @param begin begins to start it, with a factory of the protocol.
 * @returns a future of the process; cancelling it ends the start, and the child.
 * @throws TypeError if the loop is none.
 */
export function startProcess<O extends ProcessStreamOptions>(
	{ limit, loop: given }: O,
	begin: (loop: ProcessLoop, factory: () => ProcessProtocol) => Starting,
): Future<ProcessOf<O>> {
	const loop = given ?? (currentScheduler().loop as ProcessLoop);
	checkMethod(loop, "subprocessExec", "Cannot start a child process: the loop must be an event loop");
	if (limit !== undefined) checkLimit(limit, "Cannot start a child process");
	const starting = begin(loop, () => new ProcessProtocol(loop, limit));
	return new Operation(loop.scheduler, open<O>(loop, starting));
}

function* open<O>(loop: ProcessLoop, starting: Starting): Coroutine<ProcessOf<O>> {
	try {
		if (!starting.done()) yield starting;
	} catch (error) {
		abandon(starting);
		throw error;
	}
	const [transport, protocol] = starting.result();
	return new Process(loop.scheduler, transport, protocol);
}

/** Nobody will have the child: it is killed, also where it runs already. */
function abandon(starting: Starting): void {
	if (starting.cancel() || starting.cancelled() || starting.exception() !== undefined) return;
	const [transport] = starting.result();
	transport.close();
}
