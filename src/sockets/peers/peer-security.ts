import { NotImplementedError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { checkPeerSource } from "./check-peer-source.js";
import type { PeerSource } from "./peer-source.js";

const { SOL_SOCKET, SO_PEERSEC } = platform.sockets.constants;

/**
 * Asks the kernel for the security label of whoever is at the other end of a connection: of SELinux, AppArmor or Smack, where
 * one of these is at work. Linux.
 *
 * @param sock a connected socket of AF_UNIX; with labelled networks also of AF_INET.
 * @returns the label, such as `"unconfined"`.
 * @throws TypeError where it is no socket of ours.
 * @throws NotImplementedError where the system has no labels.
 * @throws OSError where nothing labels this machine's sockets (ENOPROTOOPT), or it is closed (EBADF).
 * @example
 * ```ts
 * import { OSError, peerSecurity, socketpair } from "evloop";
 *
 * const [left, right] = socketpair();
 * try {
 * 	console.log(peerSecurity(left)); // …
 * } catch (error) {
 * 	console.log(error instanceof OSError ? error.code : "not here"); // …
 * }
 * left.close();
 * right.close();
 * ```
 * @see https://man7.org/linux/man-pages/man7/unix.7.html
 */
export function peerSecurity(sock: PeerSource): string {
	checkPeerSource(sock, "ask for peerSecurity");
	if (Number.isNaN(SO_PEERSEC)) {
		throw new NotImplementedError(`Cannot ask for peerSecurity: ${platform.name} has no labels`);
	}
	const text = sock.getsockopt(SOL_SOCKET, SO_PEERSEC, 4096).toString();
	return text.replace(/\0+$/, "");
}
