/** A file's descriptor, as all its parts see it. */

/** The descriptor of an open file. */
export interface DescriptorState {
	/** Its number; -1 once it is closed. */
	fd: number;
	/** The path it was opened by, for errors. */
	readonly path: string;
}
