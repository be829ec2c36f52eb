/** poll(): any number of descriptors; it answers with descriptors, and whose they are is for the caller to know. */
import { poll as makePoll, POLLIN } from "evloop/select";
import type { ChildPipe } from "./child-pipe.js";

export function poll(pipes: readonly ChildPipe[]): void {
	const poller = makePoll();
	const open = new Map(pipes.map((pipe) => [pipe.fileno(), pipe]));
	for (const pipe of pipes) poller.register(pipe, POLLIN);
	while (open.size > 0) {
		// The end of a pipe is a POLLHUP, without POLLIN: whatever the flags are, a read will tell.
		for (const [fd] of poller.poll()) {
			if (!open.get(fd)?.printArrived()) continue;
			poller.unregister(fd);
			open.delete(fd);
		}
	}
}
