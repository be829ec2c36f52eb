/** How a whole tree is watched. */

/** Options of `Inotify.watchRecursive`. */
export interface RecursiveOptions {
	/**
	 * Tells which directories are left out, with all that is in them; none if absent. Called for each directory when it is
	 * first met, not for the root; what it throws comes out of the method that met it.
	 */
	readonly exclude?: ((path: string) => boolean) | undefined;
}
