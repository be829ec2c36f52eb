/** What became of a process. */
export interface ProcessExit {
	/**
	 * Its exit status, or the negative number of the signal that ended it; `undefined` where the kernel tells only its parent.
	 */
	readonly returncode: number | undefined;
}
