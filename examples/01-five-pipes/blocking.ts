/** Blocking reads. Whoever waits for pipe 4 learns nothing of the others: all lines come at once, in this order. */
import type { ChildPipe } from "./child-pipe.js";

export function blocking(pipes: readonly ChildPipe[]): void {
	for (const pipe of pipes.toReversed()) pipe.printArrived();
}
