/** The interface that all loops have. */
import type { SchedulerOwner } from "../futures/index.js";
import type {
	ConnectingMethods,
	DatagramMethods,
	PipeMethods,
	ProcessMethods,
	SendfileMethods,
	ServingMethods,
} from "../transports/index.js";
import type { DebuggingMethods } from "./debugging-methods.js";
import type { DescriptorMethods } from "./descriptor-methods.js";
import type { ExecutorMethods } from "./executor-methods.js";
import type { ResolverMethods } from "./resolver-methods.js";
import type { RunningMethods } from "./running-methods.js";
import type { SchedulingMethods } from "./scheduling-methods.js";
import type { SignalMethods } from "./signal-methods.js";
import type { SockMessageMethods } from "./sock-message-methods.js";
import type { SockMethods } from "./sock-methods.js";

/**
 * An event loop: asyncio's, name for name, durations in milliseconds.
 *
 * @see https://docs.python.org/3/library/asyncio-eventloop.html
 */
export interface EventLoop
	extends SchedulingMethods,
		DescriptorMethods,
		SockMethods,
		SockMessageMethods,
		ResolverMethods,
		ConnectingMethods,
		ServingMethods,
		PipeMethods,
		ProcessMethods,
		DatagramMethods,
		SendfileMethods,
		RunningMethods,
		ExecutorMethods,
		SignalMethods,
		DebuggingMethods,
		SchedulerOwner,
		Disposable {}
