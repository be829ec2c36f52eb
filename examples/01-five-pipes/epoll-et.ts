/**
 * Edge-triggered epoll: it reports that something has changed, once. So each pipe is read until EAGAIN, or what is left
 * in it is never heard of again. What was there before the registration counts as a change. Linux.
 */
import { EPOLLET, EPOLLIN, epoll, select } from "evloop/select";
import type { ChildPipe } from "./child-pipe.js";
import type { ModeOptions } from "./mode.js";

export function epollEt(pipes: readonly ChildPipe[], { scale }: ModeOptions): void {
	// A second late: child 0 has written and is gone by now.
	select([], [], [], scale);
	using poller = epoll();
	const open = new Map(pipes.map((pipe) => [pipe.fileno(), pipe]));
	for (const pipe of pipes) poller.register(pipe, EPOLLIN | EPOLLET);
	while (open.size > 0) {
		for (const [fd] of poller.poll()) {
			if (!open.get(fd)?.printArrived()) continue;
			poller.unregister(fd);
			open.delete(fd);
		}
	}
}
