/** select(): the whole list goes to the kernel with every call, and those that are ready come back. */
import { select as selectReady } from "evloop/select";
import type { ChildPipe } from "./child-pipe.js";

export function select(pipes: readonly ChildPipe[]): void {
	const open = new Set(pipes);
	while (open.size > 0) {
		const [readable] = selectReady(open, [], []);
		for (const pipe of readable) {
			if (pipe.printArrived()) open.delete(pipe);
		}
	}
}
