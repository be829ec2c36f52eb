/** The event loop with `await`: each pipe has an async function of its own, which reads like the blocking one. */
import { getEventLoop } from "evloop";
import type { ChildPipe } from "./child-pipe.js";

async function printLines(pipe: ChildPipe): Promise<void> {
	do await getEventLoop().waitReadable(pipe);
	while (!pipe.printArrived());
}

export async function awaiting(pipes: readonly ChildPipe[]): Promise<void> {
	await Promise.all(pipes.map(printLines));
}
