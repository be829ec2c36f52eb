/** What a mode is. */
import type { ChildPipe } from "./child-pipe.js";

/** What a mode may be told. */
export interface ModeOptions {
	/** How many milliseconds the next child sleeps longer than the last. */
	readonly scale: number;
	/** A library with a kqueue, for systems whose kernel has none. */
	readonly library: string | undefined;
}

/** Prints what arrives in some pipes until all of them have ended. */
export type Mode = (pipes: readonly ChildPipe[], options: ModeOptions) => void | PromiseLike<void>;
