/** What text can be written to. */

/** Something that takes text: a stream of Node's, or anything with such a method. */
export interface TextSink {
	/**
	 * Takes text. Throws nothing.
	 *
	 * @param text the text.
	 * @returns whatever it likes; nobody looks at it.
	 */
	write(text: string): unknown;
}
