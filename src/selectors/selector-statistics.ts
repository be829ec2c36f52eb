/** What a selector counts. */

/** Figures about a selector since it was made. */
export interface SelectorStatistics {
	/** How many file objects are registered now. */
	readonly registered: number;
	/** How often a registration was made, changed or dropped in the kernel. */
	readonly changes: number;
	/** How often the kernel was asked to wait. */
	readonly waits: number;
	/** How many of those waits a signal interrupted. */
	readonly interruptions: number;
	/** How many ready descriptors were reported. */
	readonly events: number;
}
