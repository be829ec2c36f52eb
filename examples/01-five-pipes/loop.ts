/** The event loop with callbacks: it waits within Node's own loop, and other things happen meanwhile. */
import { getEventLoop } from "evloop";
import type { ChildPipe } from "./child-pipe.js";

export function loop(pipes: readonly ChildPipe[]): Promise<void> {
	const eventLoop = getEventLoop();
	const open = new Set(pipes);
	for (const pipe of pipes) {
		eventLoop.addReader(pipe, () => {
			if (!pipe.printArrived()) return;
			eventLoop.removeReader(pipe);
			open.delete(pipe);
			if (open.size === 0) eventLoop.stop();
		});
	}
	return eventLoop.runForever();
}
