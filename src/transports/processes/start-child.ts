/** Starts a child process, and connects a protocol to it. */
import { RuntimeError } from "../../errors.js";
import { abortable, alreadyAborted, type Coroutine, Future, Operation, waitOn } from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { SubprocessTransport } from "../interfaces/index.js";
import { checkPipe, PipeDescriptor, ReadPipeTransport, WritePipeTransport } from "../pipes/index.js";
import type { SubprocessProtocol } from "../protocols/index.js";
import type { ProtocolFactory } from "../sockets/index.js";
import type { ChildPlan } from "./child-plan.js";
import { ChildStreams } from "./child-streams.js";
import { ChildTransport, checkSubprocessProtocol } from "./child-transport.js";
import { spawnChild } from "./spawn-child.js";

/**
 * Starts what was planned.
 *
 * @param engine the engine.
 * @param action the method, for errors.
 * @param factory makes the protocol.
 * @param plan the plan.
 * @returns a future of the transport and the protocol.
 * @throws RuntimeError if the loop blocks its thread.
 */
export function startChild<P extends SubprocessProtocol>(
	engine: SelectorEngine,
	action: string,
	factory: ProtocolFactory<P>,
	plan: ChildPlan,
): Future<[transport: SubprocessTransport, protocol: P]> {
	if (engine.host.blocks) {
		throw new RuntimeError(
			`Cannot ${action} while the event loop blocks its thread: Node starts child processes, and does not run then`,
		);
	}
	const aborted = alreadyAborted<[SubprocessTransport, P]>(engine, plan.options);
	if (aborted !== undefined) return aborted;
	return abortable(new Operation(engine, start(engine, factory, plan)), plan.options);
}

function* start<P extends SubprocessProtocol>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	plan: ChildPlan,
): Coroutine<[transport: SubprocessTransport, protocol: P]> {
	const protocol = factory();
	checkSubprocessProtocol(protocol);
	const streams = new ChildStreams(plan);
	let transport: ChildTransport;
	try {
		const child = yield* spawnChild(engine, plan, streams);
		transport = new ChildTransport(engine, protocol, child, child.pid as number);
	} catch (error) {
		streams.close();
		throw error;
	}
	streams.closeTheirs();
	try {
		yield* connect(engine, transport, streams);
	} catch (error) {
		transport.discard();
		streams.close();
		throw error;
	}
	transport.begin();
	return [transport, protocol];
}

/** Makes the transports of the pipes, and waits until they stand. */
function* connect(engine: SelectorEngine, transport: ChildTransport, streams: ChildStreams): Coroutine<void> {
	const waiters: Future<void>[] = [];
	for (const [fd, end] of streams.ends) {
		const waiter = new Future<void>(engine);
		const descriptor = new PipeDescriptor(checkPipe(end, "start a child process over"), fd === 0);
		const pipe = transport.addPipe(fd);
		const Kind = fd === 0 ? WritePipeTransport : ReadPipeTransport;
		pipe.transport = new Kind(engine, descriptor, pipe, waiter);
		// From here on it is the transport that closes it.
		streams.ends.delete(fd);
		waiters.push(waiter);
	}
	for (const waiter of waiters) yield* waitOn(waiter);
}
