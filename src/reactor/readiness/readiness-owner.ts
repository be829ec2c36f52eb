import type { HandleOwner } from "./reader-handle.js";

/** What readiness needs of its engine. */
export interface ReadinessOwner extends HandleOwner {
	/** The set of watched descriptors has changed. */
	watchChanged(): void;
}
