/** Requests whose success nobody is told of. */

/** Who has requests that are answered only where they fail. */
export interface SilentRequests {
	/**
	 * One has failed.
	 *
	 * @param index its number.
	 * @param result how much of it was done, or a negative error number.
	 */
	failed(index: number, result: number): void;
}
