/** The event loop; `evloop/loop` is in `entries/`, beside the errors. */
export type {
	Callback,
	Handle,
	MessageOptions,
	ReaderHandle,
	SendfileOptions,
	SendMessageOptions,
	TimerHandle,
} from "../reactor/index.js";
export {
	BaseProtocol,
	type BaseTransport,
	BufferedProtocol,
	type ConnectAcceptedSocketOptions,
	type ConnectHostOptions,
	type ConnectingMethods,
	type DatagramEndpointOptions,
	type DatagramMethods,
	DatagramProtocol,
	type DatagramTransport,
	DEVNULL,
	type LoopConnectionOptions,
	type LoopServerOptions,
	PIPE,
	type PipeMethods,
	type ProcessMethods,
	Protocol,
	type ProtocolFactory,
	type ReadTransport,
	type SendfileMethods,
	Server,
	type ServerHost,
	type ServerOptions,
	type ServingMethods,
	STDOUT,
	type StartTlsOptions,
	type StreamProtocol,
	type SubprocessOptions,
	SubprocessProtocol,
	type SubprocessShellOptions,
	type SubprocessTransport,
	type TlsClientParameters,
	type TlsParameters,
	type TlsSettings,
	type Transport,
	type TransportInfo,
	type UnixConnectionOptions,
	type UnixServerOptions,
	type WriteBufferLimits,
	type WriteTransport,
} from "../transports/index.js";
export { BaseEventLoop } from "./base-event-loop.js";
export { canUseProactor, type ProactorSupport } from "./can-use-proactor.js";
export { createEagerTaskFactory } from "./create-eager-task-factory.js";
export { createTask } from "./create-task.js";
export { getEventLoop, getRunningLoop, newEventLoop, setEventLoop } from "./current-loop.js";
export type { DebuggingMethods, ExceptionHandler, LoopStatistics } from "./debugging-methods.js";
export type { DescriptorMethods } from "./descriptor-methods.js";
export { eagerTaskFactory } from "./eager-task-factory.js";
export type { EventLoop } from "./event-loop.js";
export type { ExecutorMethods } from "./executor-methods.js";
export {
	type CallObserver,
	type Executable,
	type Executor,
	type ForeignFunction,
	type ModuleFunction,
	ThreadPoolExecutor,
	type ThreadPoolOptions,
} from "./executors/index.js";
export { ProactorEventLoop } from "./proactor-event-loop.js";
export type { LoopAddressOptions, NumericAddress, ResolverMethods } from "./resolver-methods.js";
export { run } from "./run.js";
export { runCoroutineThreadsafe } from "./run-coroutine-threadsafe.js";
export { Runner, type RunnerOptions } from "./runner.js";
export type { Runnable, RunningMethods } from "./running-methods.js";
export type { SchedulingMethods } from "./scheduling-methods.js";
export { SelectorEventLoop } from "./selector-event-loop.js";
export type { SignalMethods } from "./signal-methods.js";
export type { SockMessageMethods } from "./sock-message-methods.js";
export type { SockMethods } from "./sock-methods.js";
export { SocketEventLoop } from "./socket-event-loop.js";
export type { TaskFactory } from "./task-factory.js";
export { toThread } from "./to-thread.js";
