/** Writes all of a piece of memory. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import type { Coroutine } from "../../futures/index.js";
import type { FileMemory } from "../backends/index.js";
import { memoryFrom } from "../memory/index.js";
import type { Channel } from "./channel.js";

const { EIO } = constants.errno;

/**
 * Writes until all is written.
 *
 * @param channel the file.
 * @param memory what.
 * @param length how many bytes.
 * @param position where to.
 * @param wrote told of each part that is written.
 * @returns the coroutine of all of it.
 * @throws OSError as write(2) fails.
 */
export function* writeAll(
	channel: Channel,
	memory: FileMemory,
	length: number,
	position: number,
	wrote: (count: number) => void,
): Coroutine<void> {
	let done = 0;
	while (done < length) {
		const count = yield* channel.send(memoryFrom(memory, done), length - done, position + done);
		// Some devices say so instead of failing: asked again and again, they would say it for ever.
		if (count === 0) throw osError(EIO, "write");
		done += count;
		wrote(count);
	}
}
