/** Memory for what is received, read or collected to be sent. */
import { YoungCollector } from "./young-collector.js";

const collector = new YoungCollector();

/**
 * Asks whether what is received lives for long. A slab of several messages lives as long as the last of them: such messages
 * better have memory of their own.
 *
 * @returns whether it does.
 */
export function memoryLasts(): boolean {
	return collector.isResting;
}

/**
 * Makes a Buffer whose memory is not zeroed: whoever asks for it lets nobody see what was not written to it.
 *
 * @param size how many bytes.
 * @returns the Buffer, of memory of its own.
 */
export function freshMemory(size: number): Buffer {
	collector.count(size);
	return Buffer.allocUnsafeSlow(size);
}
