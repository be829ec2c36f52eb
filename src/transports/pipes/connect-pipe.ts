/** What both ways of connecting a pipe have in common. */
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	Future,
	Operation,
	type OperationOptions,
	waitOn,
} from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { FileObject } from "../../selectors/index.js";
import { checkFactory } from "../check-factory.js";
import type { BaseTransport } from "../interfaces/index.js";
import type { ProtocolFactory } from "../sockets/index.js";
import { type CheckedPipe, checkPipe } from "./check-pipe.js";
import { PipeDescriptor } from "./pipe-descriptor.js";

/** Which of the two ways it is. */
export interface PipeWay<P, T> {
	/** The method, for errors. */
	readonly action: string;
	/** Whether the pipe is written to. */
	readonly writes: boolean;
	/** Makes the transport. */
	readonly makeTransport: (pipe: PipeDescriptor, protocol: P, waiter: Future<void>) => T;
}

/**
 * Makes protocol and transport, and waits until they know each other.
 *
 * @param engine the engine.
 * @param factory makes the protocol.
 * @param pipe the pipe. Where no transport comes into being it stays the caller's.
 * @param way which of the two ways it is.
 * @param options its signal.
 * @returns a future of both.
 * @throws TypeError, ValueError or OSError if an argument is no such thing.
 */
export function connectPipe<P, T extends BaseTransport>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	pipe: FileObject,
	way: PipeWay<P, T>,
	options: OperationOptions | undefined,
): Future<[transport: T, protocol: P]> {
	checkFactory(factory, way.action);
	const checked = checkPipe(pipe, way.action);
	const aborted = alreadyAborted<[T, P]>(engine, options);
	if (aborted !== undefined) return aborted;
	return abortable(new Operation(engine, connecting(engine, factory, checked, way)), options);
}

function* connecting<P, T extends BaseTransport>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	pipe: CheckedPipe,
	{ writes, makeTransport }: PipeWay<P, T>,
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
