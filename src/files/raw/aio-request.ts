/** What a LinuxAio is asked for, and what it answers. */
import type { FileObject } from "../../selectors/index.js";

/** The operations of Linux AIO. */
export type AioOperation = "pread" | "pwrite" | "fsync" | "fdatasync";

/** A request. */
export interface AioRequest {
	/** What to do. */
	readonly op: AioOperation;
	/** With which file. */
	readonly file: FileObject;
	/** Where to read to, or what to write; not for fsync and fdatasync. */
	readonly buffer?: Uint8Array | string | undefined;
	/** Where in the file, in bytes; not for fsync and fdatasync. */
	readonly position?: number | undefined;
}

/** A request that has ended. */
export interface AioEvent {
	/** The number that `submit` gave it. */
	readonly id: number;
	/** The request itself. */
	readonly request: AioRequest;
	/** How many bytes were moved, or 0; where it failed, the error number as in Node's `errno`, negative. */
	readonly result: number;
}
