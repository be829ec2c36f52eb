/**
 * Reads `struct inotify_event` of <sys/inotify.h>, the same on all machines: watch descriptor, mask, cookie and the
 * length of the name, 32 bits each; then the name, filled up with zeros to that length.
 */

/** What the kernel says of one event. */
export interface RawInotifyEvent {
	/** The watch; -1 where events were lost. */
	readonly wd: number;
	/** What happened, unsigned. */
	readonly mask: number;
	/** What the two halves of a rename have in common; 0 for all else. */
	readonly cookie: number;
	/** The name of the entry, a character for each byte; undefined where it is about the watched file itself. */
	readonly name: string | undefined;
}

const headerWords = 4;
const headerBytes = 16;

/**
 * Reads all events of a buffer.
 *
 * @param buffer memory that begins at a multiple of 4.
 * @param length how many bytes the kernel wrote.
 * @param take is given each, in order.
 */
export function parseInotifyEvents(
	buffer: Buffer,
	length: number,
	take: (event: RawInotifyEvent) => void,
): void {
	const words = new Uint32Array(buffer.buffer, buffer.byteOffset, Math.trunc(length / 4));
	let at = 0;
	while (at + headerBytes <= length) {
		const word = at / 4;
		const [wd = 0, mask = 0, cookie = 0, size = 0] = words.subarray(word, word + headerWords);
		const begin = at + headerBytes;
		at = begin + size;
		let end = begin;
		while (end < at && buffer[end] !== 0) end += 1;
		take({ wd: wd | 0, mask, cookie, name: size === 0 ? undefined : buffer.toString("latin1", begin, end) });
	}
}
