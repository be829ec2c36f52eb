/** Coroutines as generators: the loop steps them by itself, and blocks the thread in the selector between the steps. */
import { type Coroutine, type EventLoop, newEventLoop } from "evloop";
import type { ChildPipe } from "./child-pipe.js";

function* printLines(loop: EventLoop, pipe: ChildPipe): Coroutine<void> {
	do yield* loop.waitReadable(pipe);
	while (!pipe.printArrived());
}

export function generator(pipes: readonly ChildPipe[]): void {
	using loop = newEventLoop();
	loop.runUntilCompleteSync(function* () {
		const tasks = pipes.map((pipe) => loop.createTask(printLines(loop, pipe)));
		for (const task of tasks) yield* task;
	});
}
