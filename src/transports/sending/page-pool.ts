/**
 * Segments of one size that are used again and again: a connection has one only while it has something to send, and to
 * allocate one costs more than to fill it.
 */
import { Segment } from "./segment.js";

/** The size of a page, in bytes: about what a socket takes at once. */
export const pageSize = 65_536;
/** How many pages are kept for later. */
const mostKept = 16;

const free: Segment[] = [];

/**
 * Takes a page.
 *
 * @returns an empty one.
 */
export function takePage(): Segment {
	return free.pop() ?? new Segment(pageSize);
}

/**
 * Gives a segment back; one of another size than a page's goes to the garbage collector.
 *
 * @param segment the segment, which nobody uses any more.
 */
export function givePage(segment: Segment): void {
	if (segment.memory.length !== pageSize || free.length >= mostKept) return;
	segment.start = 0;
	segment.end = 0;
	segment.next = undefined;
	free.push(segment);
}
