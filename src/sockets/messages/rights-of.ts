import { platform } from "../../ffi/index.js";
import { checkFile } from "../arguments/check-file.js";
import { showValue } from "../arguments/show-value.js";
import type { AncillaryInput } from "./ancillary-message.js";
import { checkDescriptors, writeDescriptors } from "./rights.js";

const { SOL_SOCKET, SCM_RIGHTS } = platform.sockets.constants;

/**
 * The control messages that carry descriptors.
 *
 * @param fds descriptors, or what has them.
 * @param action what they are for, such as `"sendFds"`.
 * @returns one message; none where there are no descriptors.
 * @throws TypeError, RangeError, ValueError or OSError where they are not open descriptors, or too many.
 */
export function rightsOf(fds: unknown, action: string): AncillaryInput[] {
	if (!Array.isArray(fds)) {
		throw new TypeError(`Cannot ${action}: fds must be an array of descriptors, got ${showValue(fds)}`);
	}
	const numbers = Array.from(fds, (file, index) => checkFile(file, `Cannot ${action}: fds[${index}]`));
	checkDescriptors(numbers, action);
	return numbers.length === 0 ? [] : [[SOL_SOCKET, SCM_RIGHTS, writeDescriptors(numbers)]];
}
