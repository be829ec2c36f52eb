/** The engine behind the loops. */
export type { Arrivals, ArrivedConnection } from "./arrivals.js";
export { type Clock, monotonicClock } from "./clock.js";
export { Engine, maxEvents } from "./engine.js";
export { type Callback, Handle } from "./handle.js";
export { BlockingHost } from "./hosts/blocking-host.js";
export { NodeHost } from "./hosts/node-host.js";
export type { SetAlarm } from "./hosts/set-alarm.js";
export type { Inflow } from "./inflow.js";
export { MicrotaskFlush } from "./microtask-flush.js";
export {
	askPeer,
	expectPeer,
	FilePieces,
	lookUpAddresses,
	lookUpNames,
	type MessageOptions,
	packPeer,
	peerBytes,
	peerLength,
	readPeer,
	type SendfileOptions,
	type SendMessageOptions,
	sockAccept,
	sockConnect,
	sockRecv,
	sockRecvFds,
	sockRecvfrom,
	sockRecvfromInto,
	sockRecvInto,
	sockRecvmmsg,
	sockRecvmsg,
	sockSend,
	sockSendall,
	sockSendFds,
	sockSendfile,
	sockSendmmsg,
	sockSendmsg,
	sockSendto,
	waitReady,
} from "./operations/index.js";
export type { Outflow, Sender } from "./outflow.js";
export { type DescriptorOwner, ReaderHandle, type ReadyCallback } from "./readiness/index.js";
export { SelectorEngine } from "./selector-engine.js";
export { TimerHandle } from "./timers/timer-handle.js";
export {
	type Completion,
	makeProactorEngine,
	type RequestDetails,
	Ring,
	RingBell,
	RingDriver,
	ringAccept,
	ringRecv,
	ringRefusal,
	triedOnce,
} from "./uring/index.js";
export { createWatcher } from "./watchers/index.js";
