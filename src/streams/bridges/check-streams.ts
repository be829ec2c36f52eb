/** Refuses what is no pair of streams. */
import { showValue } from "../../sockets/internals.js";
import { StreamReader } from "../stream-reader.js";
import { StreamWriter } from "../stream-writer.js";

/**
 * Checks a reader and a writer.
 *
 * @param reader what was given first.
 * @param writer what was given second.
 * @param action what they are for.
 * @throws TypeError if they are no such things.
 */
export function checkStreams(reader: unknown, writer: unknown, action: string): void {
	if (!(reader instanceof StreamReader)) {
		throw new TypeError(`Cannot ${action}: the reader must be a StreamReader, got ${showValue(reader)}`);
	}
	if (!(writer instanceof StreamWriter)) {
		throw new TypeError(`Cannot ${action}: the writer must be a StreamWriter, got ${showValue(writer)}`);
	}
}
