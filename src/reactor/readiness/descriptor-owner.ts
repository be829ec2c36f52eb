/** A transport, as far as readiness knows it. */

/** What a descriptor belongs to for as long as it is open. */
export interface DescriptorOwner {
	/**
	 * The descriptor is closed, by somebody else or along with the loop.
	 *
	 * @param reason why.
	 */
	abandoned(reason: unknown): void;
	/** What it is, for errors. */
	toString(): string;
}
