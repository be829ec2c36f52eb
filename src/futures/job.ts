/** One thing for a loop to do: the ready queue holds nothing else. */

/** Something that a loop runs once, in its turn. */
export interface Job {
	/** Does it. Whatever user code throws is caught inside and reported: a job never throws. Throws nothing. */
	run(): void;
}
