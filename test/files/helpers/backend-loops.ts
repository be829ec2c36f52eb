import type { ExecutionContext } from "ava";
import type { FileBackend } from "../../../src/files/backends/file-backend.js";
import { type EventLoop, ProactorEventLoop, SelectorEventLoop } from "../../../src/loop/index.js";
import { ringRefusal, type SelectorEngine } from "../../../src/reactor/index.js";
import { EpollSelector, PollSelector, SelectSelector } from "../../../src/selectors/index.js";

/** The loops that a backend is put through. */
export const loopKinds: readonly (readonly [name: string, make: () => EventLoop])[] = [
	["epoll", () => new SelectorEventLoop(new EpollSelector())],
	["poll", () => new SelectorEventLoop(new PollSelector())],
	["select", () => new SelectorEventLoop(new SelectSelector())],
	...(ringRefusal() === undefined ? [["proactor", () => new ProactorEventLoop()] as const] : []),
];

/** The engine of a loop. */
export function engineOf(loop: EventLoop): SelectorEngine {
	return (loop as unknown as { scheduler: SelectorEngine }).scheduler;
}

/** A loop with a backend, closed at the test's end. */
export function backendOn(
	t: ExecutionContext,
	make: (engine: SelectorEngine) => FileBackend,
	makeLoop: () => EventLoop = () => new SelectorEventLoop(),
): { loop: EventLoop; backend: FileBackend; engine: SelectorEngine } {
	const loop = makeLoop();
	t.teardown(() => loop.close());
	const engine = engineOf(loop);
	return { loop, engine, backend: make(engine) };
}
