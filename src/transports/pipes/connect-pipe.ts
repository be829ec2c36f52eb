/** What both ways of connecting a pipe have in common. */
import { type Coroutine, Future, waitOn } from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { BaseTransport } from "../interfaces/index.js";
import type { ProtocolFactory } from "../sockets/index.js";
import type { CheckedPipe } from "./check-pipe.js";
import { PipeDescriptor } from "./pipe-descriptor.js";

/**
 * Makes protocol and transport, and waits until they know each other.
 *
 * @param engine the engine.
 * @param factory makes the protocol.
 * @param pipe the pipe, which was checked. Where no transport comes into being it stays the caller's.
 * @param writes whether it is written to.
 * @param makeTransport makes the transport.
 * @returns the coroutine of both.
 */
export function* connectPipe<P, T extends BaseTransport>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	pipe: CheckedPipe,
	writes: boolean,
	makeTransport: (pipe: PipeDescriptor, protocol: P, waiter: Future<void>) => T,
): Coroutine<[transport: T, protocol: P]> {
	const protocol = factory();
	const waiter = new Future<void>(engine);
	const descriptor = new PipeDescriptor(pipe, writes);
	let transport: T;
	try {
		transport = makeTransport(descriptor, protocol, waiter);
	} catch (error) {
		descriptor.close(true);
		throw error;
	}
	try {
		yield* waitOn(waiter);
	} catch (error) {
		transport.close();
		throw error;
	}
	return [transport, protocol];
}
