/** Why there is no ring for files. It takes less than one for sockets: no buffers that the kernel chooses. */
import { NotImplementedError, OSError } from "../../errors.js";
import { probeRing, uringOp } from "../../ffi/index.js";
import { Ring } from "../../reactor/index.js";

const { READ, WRITE, FSYNC, ASYNC_CANCEL } = uringOp;
const needed = [READ, WRITE, FSYNC, ASYNC_CANCEL];
/** These may pass: nothing is concluded from them. */
const passing: readonly (string | undefined)[] = ["EMFILE", "ENFILE", "ENOMEM"];

let tried: { readonly refusal: unknown } | undefined;

/**
 * Tries to make a ring, and asks what it can do; once, unless it failed for want of descriptors or memory.
 *
 * @returns why it failed; `undefined` where it works.
 */
export function fileRingRefusal(): unknown {
	if (tried !== undefined) return tried.refusal;
	try {
		tryRing();
		tried = { refusal: undefined };
	} catch (refusal) {
		if (refusal instanceof OSError && passing.includes(refusal.code)) return undefined;
		tried = { refusal };
	}
	return tried.refusal;
}

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
