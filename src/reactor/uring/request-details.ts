/** What a request is made of; what is absent is 0. */
export interface RequestDetails {
	/** The operation's own flags. */
	readonly flags?: number;
	/** The request's `ioprio`. */
	readonly priority?: number;
	/** The flags that all operations know. */
	readonly requestFlags?: number;
	/** The group of buffers that the kernel chooses from. */
	readonly bufferGroup?: number;
	/** Where in a file, or a second address. */
	readonly offset?: number;
}
