import type { OperationOptions } from "../../futures/index.js";

/** Which part of a file is sent, and how. */
export interface SendfileOptions extends OperationOptions {
	/** Where in the file to begin, in bytes; 0 by default. */
	readonly offset?: number | undefined;
	/** How many bytes to send at most; to the end of the file by default. */
	readonly count?: number | undefined;
	/** Whether the file is read and sent where the kernel cannot send it itself; true by default. */
	readonly fallback?: boolean | undefined;
}
