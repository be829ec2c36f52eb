/** The arguments of the methods that watch. */
import { ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { byteLength, checkBytes, checkInteger } from "../../sockets/internals.js";

const { IN_ALL_EVENTS, IN_MASK_ADD, IN_MASK_CREATE, IN_ONESHOT } = platform.inotify.constants;

/**
 * Reads a path.
 *
 * @param path what was given.
 * @param method the method's name.
 * @returns the path, a character for each byte.
 */
export function checkPath(path: unknown, method: string): string {
	const bytes = checkBytes(path, `Cannot ${method}: path`);
	if (byteLength(bytes) === 0) throw new ValueError(`Cannot ${method}: path is empty`);
	if (bytes.includes(0)) throw new ValueError(`Cannot ${method}: path has a zero byte in it`);
	return Buffer.from(bytes).toString("latin1");
}

/**
 * Reads a mask: JavaScript's bit operators make numbers with the highest bit negative.
 *
 * @param mask what was given.
 * @param method the method's name.
 * @returns the mask.
 */
export function checkMask(mask: unknown, method: string): number {
	const number = checkInteger(mask, `Cannot ${method}: mask`, -0x80000000, 0xffffffff);
	if ((number & IN_ALL_EVENTS) === 0) {
		throw new ValueError(`Cannot ${method}: mask asks for no event, got 0x${(number >>> 0).toString(16)}`);
	}
	if ((number & IN_MASK_ADD) !== 0 && (number & IN_MASK_CREATE) !== 0) {
		throw new ValueError(`Cannot ${method}: mask has both IN_MASK_ADD and IN_MASK_CREATE`);
	}
	return number;
}

/**
 * Refuses what makes no sense for a tree.
 *
 * @param mask a mask.
 * @returns it.
 */
export function checkTreeMask(mask: number): number {
	if ((mask & (IN_ONESHOT | IN_MASK_CREATE | IN_MASK_ADD)) !== 0) {
		throw new ValueError(
			"Cannot watchRecursive: mask must not have IN_ONESHOT, IN_MASK_CREATE or IN_MASK_ADD, " +
				`got 0x${(mask >>> 0).toString(16)}`,
		);
	}
	return mask;
}
