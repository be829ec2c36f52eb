/** A transport, as far as readiness knows it. */

/** What a descriptor belongs to for as long as it is open. */
export interface DescriptorOwner {
	/**
	 * The descriptor is being closed by somebody else, or the loop is closed, and its owner has to close it.
	 *
	 * @param reason why.
	 */
	abandoned(reason: unknown): void;
	/** What it is, for errors. */
	toString(): string;
}
