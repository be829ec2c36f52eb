/**
 * Who wants to know that a descriptor is about to be closed.
 *
 * Each event loop does: it must unregister the descriptor and fail its waiters while the number still means the same
 * socket. It cannot be asked directly, since sockets know nothing of loops; so it puts a listener here.
 */
const listeners = new Set<(fd: number) => void>();

/**
 * Adds a listener that hears of each socket before its descriptor is closed or handed away.
 *
 * @param listener called with the number, which is still open. The socket's own `fileno()` is -1 already.
 * @returns a function that takes the listener away again.
 */
export function addCloseListener(listener: (fd: number) => void): () => void {
	// A function of its own for each call, so that the same listener may be added twice.
	const entry = (fd: number) => listener(fd);
	listeners.add(entry);
	return () => {
		listeners.delete(entry);
	};
}

/**
 * Tells all listeners that a descriptor is about to be closed. One that throws does not keep the others from hearing
 * of it.
 *
 * @param fd the descriptor, still open.
 * @throws whatever the first listener that failed has thrown.
 */
export function announceClosing(fd: number): void {
	let failed = false;
	let first: unknown;
	for (const listener of [...listeners]) {
		try {
			listener(fd);
		} catch (error) {
			if (!failed) first = error;
			failed = true;
		}
	}
	if (failed) throw first;
}
