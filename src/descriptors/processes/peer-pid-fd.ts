/** The process at the other end of a Unix connection, as a descriptor. Linux 6.5. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { close, platform } from "../../ffi/index.js";
import { type PeerSource, peerCredentials } from "../../sockets/index.js";
import { requireMaker } from "../require-maker.js";
import { PidFd } from "./pid-fd.js";

const { SOL_SOCKET, SO_PEERPIDFD } = platform.sockets.constants;

/**
 * Asks the kernel for a {@link PidFd} of the process at the other end of a Unix connection: the one that connected, or that
 * listened, and no other that was given the same number since. Linux 6.5.
 *
 * A server that looks up what its client is (its executable, its cgroup) by the number of the process alone may look at another
 * one, when the client has ended meanwhile; who has this descriptor asks whether it still runs afterwards, and knows.
 *
 * @param sock a connected stream or seqpacket of AF_UNIX, or one of a `socketpair`.
 * @returns the process; it is the caller's to close.
 * @throws TypeError where it is no socket of ours.
 * @throws NotImplementedError where the system has no pidfd.
 * @throws ProcessLookupError where the process has ended and was waited for, or is outside of this one's namespace.
 * @throws OSError where the kernel is older (ENOPROTOOPT), there is no peer (ENOTCONN, ENODATA), or it is closed (EBADF).
 * @example
 * ```ts
 * import { NotImplementedError, OSError, peerPidFd, socketpair } from "evloop";
 *
 * const [left, right] = socketpair();
 * try {
 * 	using peer = peerPidFd(left);
 * 	console.log(peer.pid === process.pid); // true
 * } catch (error) {
 * 	if (!(error instanceof OSError || error instanceof NotImplementedError)) throw error;
 * 	console.log("not here:", error.message); // not here: …
 * }
 * left.close();
 * right.close();
 * ```
 * @see https://man7.org/linux/man-pages/man7/unix.7.html
 */
export function peerPidFd(sock: PeerSource): PidFd {
	requireMaker(SO_PEERPIDFD, "a pidfd of a peer", "peerCredentials tells its number");
	const { pid } = peerCredentials(sock);
	const bytes = sock.getsockopt(SOL_SOCKET, SO_PEERPIDFD, 4);
	const fileno = new Int32Array(Uint8Array.from(bytes).buffer)[0] ?? -1;
	if (pid > 0) return new PidFd(pid, { fileno });
	close(fileno);
	throw osError(constants.errno.ESRCH, "getsockopt", { fd: sock.fileno() });
}
