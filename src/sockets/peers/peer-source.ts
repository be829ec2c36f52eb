/** What the questions about a peer are asked of. */

/** A {@link Socket} or {@link NodeSocket}, or what else reads options as they do. */
export interface PeerSource {
	/** Reads an option that is a struct. */
	getsockopt(level: number, name: number, buflen: number): Buffer;
	/** The number of its descriptor, or -1. */
	fileno(): number;
}
