/** Who is at the other end of a Unix connection. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { getpeereid, platform, syscall } from "../../ffi/index.js";
import type { Credentials } from "../control/scm-credentials.js";
import { checkPeerSource } from "./check-peer-source.js";
import type { PeerSource } from "./peer-source.js";

const { SOL_SOCKET, SO_PEERCRED } = platform.sockets.constants;
const { peerCredentials: order, peerProcess } = platform.sockets;
/** What the kernel says of nobody. */
const nobody = 0xffffffff;

/**
 * Asks the kernel who is at the other end of a Unix connection: who connected, or who listened, at that moment. What the process
 * has become since does not change it.
 *
 * @param sock a connected stream or seqpacket of AF_UNIX, or one of a `socketpair`.
 * @returns process, user and group; the process is 0 where it is outside of this one's namespace, and -1 where the system
 *   tells the user and the group only (FreeBSD before 13).
 * @throws TypeError where it is no socket of ours.
 * @throws OSError where there is no peer (ENOTCONN), it is no Unix socket, or it is closed (EBADF).
 * @example
 * ```ts
 * import { peerCredentials, socketpair } from "evloop";
 *
 * const [left, right] = socketpair();
 * console.log(peerCredentials(left).pid === process.pid); // true
 * left.close();
 * right.close();
 * ```
 * @see https://man7.org/linux/man-pages/man7/unix.7.html
 */
export function peerCredentials(sock: PeerSource): Credentials {
	checkPeerSource(sock, "ask for peerCredentials");
	return Number.isNaN(SO_PEERCRED) ? effectiveIds(sock) : allAtOnce(sock);
}

function allAtOnce(sock: PeerSource): Credentials {
	const bytes = sock.getsockopt(SOL_SOCKET, SO_PEERCRED, 4 * order.length);
	const numbers = new Uint32Array(Uint8Array.from(bytes).buffer);
	const tell = (what: keyof Credentials) => numbers[order.indexOf(what)] ?? nobody;
	// Of a socket without a peer, Linux tells this in place of an error.
	if (tell("uid") === nobody) throw osError(constants.errno.ENOTCONN, "getsockopt", { fd: sock.fileno() });
	return { pid: tell("pid") | 0, uid: tell("uid"), gid: tell("gid") };
}

const uid = new Uint32Array(1);
const gid = new Uint32Array(1);

/** Darwin and FreeBSD. */
function effectiveIds(sock: PeerSource): Credentials {
	const fd = sock.fileno();
	if (fd < 0) throw osError(constants.errno.EBADF, "getpeereid", { fd });
	syscall("getpeereid", getpeereid(fd, uid, gid), { fd });
	const ids = { uid: uid[0] ?? nobody, gid: gid[0] ?? nobody };
	return { pid: processOf(sock), ...ids };
}

function processOf(sock: PeerSource): number {
	if (peerProcess === undefined) return -1;
	const { level, name, size, offset } = peerProcess;
	const bytes = sock.getsockopt(level, name, size);
	if (bytes.length < offset + 4) return -1;
	return new Int32Array(Uint8Array.from(bytes.subarray(offset, offset + 4)).buffer)[0] ?? -1;
}
