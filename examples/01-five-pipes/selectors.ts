/** A selector: the best that the kernel has, under one interface, with whatever belongs to a pipe attached to it. */
import { DefaultSelector, EVENT_READ } from "evloop";
import type { ChildPipe } from "./child-pipe.js";

export function selectors(pipes: readonly ChildPipe[]): void {
	using selector = new DefaultSelector<ChildPipe>();
	for (const pipe of pipes) selector.register(pipe, EVENT_READ, pipe);
	while (selector.getMap()?.size) {
		for (const [key] of selector.select()) {
			if (key.data.printArrived()) selector.unregister(key.fileobj);
		}
	}
}
