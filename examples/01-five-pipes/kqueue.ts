/** kqueue: changes go in and events come out in one call. macOS and the BSDs, and wherever a library has one. */
import { kevent, kqueue as makeKqueue } from "evloop/select";
import type { ChildPipe } from "./child-pipe.js";
import type { ModeOptions } from "./mode.js";

export function kqueue(pipes: readonly ChildPipe[], { library }: ModeOptions): void {
	using queue = makeKqueue({ library });
	const { KQ_FILTER_READ, KQ_EV_ADD, KQ_EV_DELETE } = queue.constants;
	const open = new Map(pipes.map((pipe) => [pipe.fileno(), pipe]));
	let changes = pipes.map((pipe) => kevent(pipe, KQ_FILTER_READ, KQ_EV_ADD));
	while (open.size > 0) {
		const events = queue.control(changes, pipes.length);
		const ended = events.filter(({ ident }) => open.get(ident)?.printArrived());
		changes = ended.map(({ ident }) => kevent(ident, KQ_FILTER_READ, KQ_EV_DELETE));
		for (const { ident } of ended) open.delete(ident);
	}
}
