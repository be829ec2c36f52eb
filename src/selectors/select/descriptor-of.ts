/** The descriptor of a file object, as the raw objects want it: their errors are not the selectors'. */
import { ValueError } from "../../errors.js";
import { show } from "../../internal/index.js";
import type { FileObject } from "../file-object.js";
import { filenoOf, LARGEST_DESCRIPTOR } from "../fileno-of.js";

/**
 * The descriptor of a file object, checked.
 *
 * @param fileobj a descriptor, or an object with a `fileno()` method; what that throws is thrown on.
 * @returns the descriptor.
 * @throws TypeError where it is neither, or `fileno()` does not return an integer.
 * @throws ValueError where the number is negative or too large for C.
 */
export function descriptorOf(fileobj: FileObject): number {
	const fd = filenoOf(fileobj);
	if (typeof fd !== "number" || !Number.isInteger(fd)) {
		throw new TypeError(
			`Invalid file object: ${show(fileobj)} is neither an integer nor has a fileno() that returns one`,
		);
	}
	if (fd < 0 || fd > LARGEST_DESCRIPTOR) throw new ValueError(`Invalid file descriptor: ${fd}`);
	return fd + 0;
}
