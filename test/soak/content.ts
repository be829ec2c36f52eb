/**
 * What is sent and written: a function of whose it is and where it stands, so that a byte that was lost, doubled, swapped or
 * left over from before is seen at once.
 */
import { Random } from "./random.js";

/** A prime, so that no chunk of a usual size is as long as the pattern. */
const period = 65_521;
const noise = Buffer.alloc(2 * period);
const random = new Random(1);
for (let i = 0; i < period; i += 1) noise[i] = noise[i + period] = random.between(0, 255);

/** So many bytes of the content with this number, from an offset on. */
export function content(id: number, offset: number, length: number): Buffer {
	const bytes = Buffer.allocUnsafe(length);
	let place = (id * 7919 + offset) % period;
	for (let done = 0; done < length; ) {
		const copied = noise.copy(bytes, done, place, Math.min(place + length - done, 2 * period));
		done += copied;
		place = (place + copied) % period;
	}
	return bytes;
}

/**
 * Compares bytes with what they must be.
 *
 * @returns what is wrong with them; `undefined` where nothing is.
 */
export function contentFault(
	bytes: Uint8Array,
	id: number,
	offset: number,
	what = "content",
): string | undefined {
	const expected = content(id, offset, bytes.length);
	if (expected.equals(bytes)) return undefined;
	const first = expected.findIndex((byte, i) => byte !== bytes[i]);
	const found = Buffer.from(bytes.subarray(first, first + 16));
	const elsewhere = found.length < 8 ? -1 : (noise.indexOf(found) - id * 7919) % period;
	const place = elsewhere < 0 ? elsewhere + period : elsewhere;
	return `${what} ${id}: wrong from ${offset + first} on (${bytes.length} bytes from ${offset}): ${found.toString("hex")}${found.length < 8 ? "" : `, which stands at ${place}`}`;
}
