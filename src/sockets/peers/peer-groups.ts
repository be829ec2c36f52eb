import { constants } from "node:os";
import { NotImplementedError, OSError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { checkPeerSource } from "./check-peer-source.js";
import type { PeerSource } from "./peer-source.js";

const { SOL_SOCKET, SO_PEERGROUPS } = platform.sockets.constants;
/** NGROUPS_MAX of Linux is 65,536: more than one option may be long here, and more than anybody has. */
const sizes = [256, 65_536];

/**
 * Asks the kernel for the supplementary groups of whoever is at the other end of a Unix connection. Linux 4.13.
 *
 * @param sock a connected stream or seqpacket of AF_UNIX, or one of a `socketpair`.
 * @returns the numbers of the groups; the group of {@link peerCredentials} need not be among them.
 * @throws TypeError where it is no socket of ours.
 * @throws NotImplementedError where the system does not tell.
 * @throws OSError where there is no peer (ENODATA), or it is closed (EBADF).
 * @example
 * ```ts
 * import { peerGroups, SO_PEERGROUPS, socketpair } from "evloop";
 *
 * const [left, right] = socketpair();
 * if (Number.isNaN(SO_PEERGROUPS)) console.log("not here"); // not here
 * else console.log(Array.isArray(peerGroups(left))); // true
 * left.close();
 * right.close();
 * ```
 * @see https://man7.org/linux/man-pages/man7/unix.7.html
 */
export function peerGroups(sock: PeerSource): number[] {
	checkPeerSource(sock, "ask for peerGroups");
	if (Number.isNaN(SO_PEERGROUPS)) {
		throw new NotImplementedError(`Cannot ask for peerGroups: ${platform.name} does not tell them`);
	}
	for (const size of sizes) {
		try {
			return [...new Uint32Array(Uint8Array.from(sock.getsockopt(SOL_SOCKET, SO_PEERGROUPS, size)).buffer)];
		} catch (error) {
			if (!(error instanceof OSError) || error.errno !== -constants.errno.ERANGE || size === sizes.at(-1))
				throw error;
		}
	}
	return [];
}
