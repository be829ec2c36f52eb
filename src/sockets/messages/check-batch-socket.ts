import { ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";

const { SOCK_STREAM } = platform.sockets.constants;

/**
 * Refuses a socket that does not keep messages apart.
 *
 * @param type its type.
 * @param action what it is for.
 * @throws ValueError where it is a stream.
 */
export function checkBatchSocket(type: number, action: string): void {
	if (type === SOCK_STREAM) {
		throw new ValueError(`Cannot ${action}: a stream has no messages; it takes a socket such as SOCK_DGRAM`);
	}
}
