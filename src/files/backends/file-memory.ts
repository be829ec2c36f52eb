/** Memory that the kernel may read and write while nobody looks: it is ours, so nobody can move it or take it away. */

/** A piece of memory at a fixed place. */
export interface FileMemory {
	/** The bytes. */
	readonly bytes: Buffer;
	/** The address of the first of them. */
	readonly address: number;
}
