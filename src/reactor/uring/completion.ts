/** Whoever is told how a request ended. */

/** What the kernel answers. */
export interface Completion {
	/**
	 * The request has ended, or, where `flags` has MORE, has brought something and goes on. Called while the completions are
	 * taken out of the ring: it settles, it runs no user code and throws nothing.
	 *
	 * @param result what it brought; a negative error number where it failed.
	 * @param flags the completion's flags.
	 */
	complete(result: number, flags: number): void;
}
