/** Whether the kernel lets this process have a ring that does what a loop needs. */
import { constants } from "node:os";
import { NotImplementedError, OSError } from "../../errors.js";
import { close, openSocketPair, platform, syscall, uringOp } from "../../ffi/index.js";
import { MessagePool } from "../message-pool.js";
import { BufferRing, receiveOnAndOn } from "./buffer-ring.js";
import { Ring } from "./ring.js";
import { triedOnce } from "./tried-once.js";

const { AF_UNIX, SOCK_STREAM } = platform.sockets.constants;
const { EINVAL } = constants.errno;

/**
 * Tries to make a ring, and to receive with it; once, unless it failed for want of descriptors or memory.
 *
 * @returns why it failed; `undefined` where it works.
 */
export const ringRefusal: () => unknown = triedOnce(tryRing);

/** Buffers of a ring are Linux 5.19's, and a receive that goes on is 6.0's; before, each is refused as an invalid argument. */
function tryRing(): void {
	const ring = new Ring(8);
	const ends = new Int32Array(2);
	let outcome = 0;
	try {
		makeBuffers(ring);
		syscall("socketpair", openSocketPair(AF_UNIX, SOCK_STREAM, 0, ends, true));
		const [end = -1] = ends;
		const complete = (result: number) => {
			outcome = result;
		};
		ring.request(uringOp.RECV, end, 0, 0, { complete }, receiveOnAndOn);
		ring.enter(0);
		ring.reap(1);
		if (outcome === -EINVAL) throw tooOld();
	} finally {
		ring.close();
		for (const end of ends) if (end > 0) close(end);
	}
}

function makeBuffers(ring: Ring): void {
	try {
		new BufferRing(ring.fd, new MessagePool(), 1);
	} catch (error) {
		throw error instanceof OSError && error.code === "EINVAL" ? tooOld() : error;
	}
}

function tooOld(): NotImplementedError {
	return new NotImplementedError("Cannot make a ring: this kernel's io_uring is too old, it takes Linux 6.0");
}
