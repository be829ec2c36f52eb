/**
 * The descriptors that a child process starts with, and our ends of the pipes to it.
 *
 * All of them are pipes, stdin included: what the child opens as /dev/stdin may not be a socket, and a pipe's writer
 * hears of its reader's end as well. Each end has a description of its own, so that ours is non-blocking and the child's
 * is not.
 */
import { close, openPipe, syscall } from "../../ffi/index.js";
import type { ChildPlan, ChildStream } from "./child-plan.js";

/** What Node takes for a stream of a child. */
type NodeStream = number | "ignore" | "inherit";

/** The streams of one child. */
export class ChildStreams {
	/** For Node: by the child's descriptors. */
	readonly stdio: NodeStream[] = [];
	/** Our ends, by the child's descriptors. */
	readonly ends = new Map<number, number>();
	/** The child's ends. */
	readonly #theirs: number[] = [];

	/**
	 * @param plan what was asked for.
	 * @throws OSError if there are too many open descriptors; none is left open then.
	 */
	constructor({ streams, passFds }: ChildPlan) {
		try {
			for (const [fd, stream] of streams.entries()) this.stdio.push(this.#open(fd, stream));
		} catch (error) {
			this.close();
			throw error;
		}
		for (const fd of passFds) {
			while (this.stdio.length < fd) this.stdio.push("ignore");
			this.stdio[fd] = fd;
		}
	}

	/** Closes what only the child needs. Twice is harmless. */
	closeTheirs(): void {
		for (const fd of this.#theirs.splice(0)) close(fd);
	}

	/** Closes all of them. */
	close(): void {
		this.closeTheirs();
		for (const fd of this.ends.values()) close(fd);
		this.ends.clear();
	}

	#open(fd: number, stream: ChildStream): NodeStream {
		if (stream === "null") return "ignore";
		// Not "inherit": that is the number, too, and stderr may go where another stream goes.
		if (stream === "inherit") return fd;
		if (stream === "stdout") return this.stdio[1] ?? 1;
		if (typeof stream === "number") return stream;
		const pair = new Int32Array(2);
		syscall("pipe", openPipe(pair));
		const [reader = -1, writer = -1] = pair;
		const [theirs, ours] = fd === 0 ? [reader, writer] : [writer, reader];
		this.#theirs.push(theirs);
		this.ends.set(fd, ours);
		return theirs;
	}
}
