import { ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import type { BytesLike, FileLike } from "../../sockets/index.js";
import { checkBytes, checkDescriptors, checkFile, showValue } from "../../sockets/internals.js";

const { mostDescriptors } = platform.sockets;

/**
 * Checks what is to be written with descriptors.
 *
 * @param bytes what was given for the bytes.
 * @param fds what was given for the descriptors.
 * @returns bytes and numbers.
 * @throws TypeError, RangeError, ValueError or OSError as `writeWithFds` says.
 */
export function checkFdWrite(
	bytes: BytesLike,
	fds: readonly FileLike[],
): [bytes: Uint8Array, fds: readonly number[]] {
	const action = "writeWithFds";
	const data = checkBytes(bytes, `Cannot ${action}: bytes`);
	if (!Array.isArray(fds)) {
		throw new TypeError(`Cannot ${action}: fds must be an array of descriptors, got ${showValue(fds)}`);
	}
	if (fds.length > mostDescriptors) {
		throw new RangeError(
			`Cannot ${action}: a message may carry ${mostDescriptors} descriptors, this has ${fds.length}`,
		);
	}
	const numbers = Array.from(fds, (file, index) => checkFile(file, `Cannot ${action}: fds[${index}]`));
	checkDescriptors(numbers, action);
	if (numbers.length > 0 && data.byteLength === 0) {
		throw new ValueError(`Cannot ${action}: a stream carries descriptors with at least one byte of data`);
	}
	return [data, numbers];
}
