/** Why there is no ring for files. It takes less than one for sockets: no buffers that the kernel chooses. */
import { NotImplementedError } from "../../errors.js";
import { probeRing, uringOp } from "../../ffi/index.js";
import { Ring, triedOnce } from "../../reactor/index.js";

const { READ, WRITE, FSYNC, ASYNC_CANCEL } = uringOp;
const needed = [READ, WRITE, FSYNC, ASYNC_CANCEL];
/**
 * Tries to make a ring, and asks what it can do; once, unless it failed for want of descriptors or memory.
 *
 * @returns why it failed; `undefined` where it works.
 */
export const fileRingRefusal: () => unknown = triedOnce(tryRing);

function tryRing(): void {
	const ring = new Ring(8);
	try {
		const known = probeRing(ring.fd);
		if (!needed.every((operation) => known.has(operation))) {
			throw new NotImplementedError(
				"Cannot make a ring: this kernel's io_uring does not read and write files",
			);
		}
	} finally {
		ring.close();
	}
}
