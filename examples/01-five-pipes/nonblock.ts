/** Non-blocking reads, again and again: the right order, and a processor core that does nothing else. */
import type { ChildPipe } from "./child-pipe.js";

export function nonblock(pipes: readonly ChildPipe[]): void {
	const open = new Set(pipes);
	while (open.size > 0) {
		for (const pipe of open) {
			if (pipe.printArrived()) open.delete(pipe);
		}
	}
}
