/** Descriptors on their way between processes: SOL_SOCKET, SCM_RIGHTS, and native ints. */
import { constants as os } from "node:os";
import { OSError, osError, ValueError } from "../../errors.js";
import { close, fcntl, platform } from "../../ffi/index.js";
import type { AncillaryMessage } from "./ancillary-message.js";

const { SOL_SOCKET, SCM_RIGHTS } = platform.sockets.constants;
const { mostDescriptors } = platform.sockets;
const { F_GETFD } = platform.files;

/** Whether a control message carries descriptors. */
export function isRights(level: number, type: number): boolean {
	return level === SOL_SOCKET && type === SCM_RIGHTS;
}

/**
 * Writes descriptors as the data of a control message.
 *
 * @param fds the numbers.
 * @returns their bytes.
 */
export function writeDescriptors(fds: readonly number[]): Buffer {
	return Buffer.from(Int32Array.from(fds).buffer);
}

/**
 * Reads descriptors from the data of a control message; a number that was cut is none.
 *
 * @param data the bytes.
 * @returns the numbers.
 */
export function readDescriptors(data: Uint8Array): number[] {
	const whole = Uint8Array.from(data.subarray(0, data.length - (data.length % 4)));
	return [...new Int32Array(whole.buffer)];
}

/**
 * Every descriptor in the control messages that came.
 *
 * @param ancdata the messages.
 * @returns the numbers.
 */
export function descriptorsIn(ancdata: readonly AncillaryMessage[]): number[] {
	return ancdata.flatMap(([level, type, data]) => (isRights(level, type) ? readDescriptors(data) : []));
}

/**
 * Closes descriptors that nobody takes. What close(2) says is of no use to anybody: they are gone in any case.
 *
 * @param fds the numbers.
 */
export function closeDescriptors(fds: readonly number[]): void {
	for (const fd of fds) close(fd);
}

/**
 * Refuses descriptors that the kernel would not take, before it is asked.
 *
 * @param fds the numbers.
 * @param action what they are for, such as `"sendFds"`.
 * @throws RangeError where one is negative.
 * @throws ValueError where there are more than one message may carry.
 * @throws OSError with EBADF where one is not open.
 */
export function checkDescriptors(fds: readonly number[], action: string): void {
	if (fds.length > mostDescriptors) {
		throw new ValueError(
			`Cannot ${action}: a message may carry ${mostDescriptors} descriptors, this has ${fds.length}`,
		);
	}
	for (const fd of fds) {
		if (fd < 0) throw new RangeError(`Cannot ${action}: a descriptor must not be negative, got ${fd}`);
		if (fcntl(fd, F_GETFD, "int", 0) >= 0) continue;
		const { code, errno, syscall } = osError(os.errno.EBADF, "sendmsg", { fd });
		throw new OSError(`Cannot ${action}: descriptor ${fd} is not open`, { code, errno, syscall, fd });
	}
}
