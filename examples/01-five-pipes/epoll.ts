/** epoll: the kernel keeps the list, and a call costs as much as is ready. Linux. */
import { EPOLLIN, epoll as makeEpoll } from "evloop/select";
import type { ChildPipe } from "./child-pipe.js";

export function epoll(pipes: readonly ChildPipe[]): void {
	using poller = makeEpoll();
	const open = new Map(pipes.map((pipe) => [pipe.fileno(), pipe]));
	for (const pipe of pipes) poller.register(pipe, EPOLLIN);
	while (open.size > 0) {
		for (const [fd] of poller.poll()) {
			if (!open.get(fd)?.printArrived()) continue;
			poller.unregister(fd);
			open.delete(fd);
		}
	}
}
