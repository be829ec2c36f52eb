/** Which descriptor an operation is about. */
import { constants } from "node:os";
import { osError, ValueError } from "../../errors.js";
import { getsockname, platform, readSockaddrFamily, syscall } from "../../ffi/index.js";
import { type FileObject, fileDescriptor } from "../../selectors/index.js";
import { NodeSocket, OwnedDescriptor, Socket } from "../../sockets/index.js";
import { readOption } from "../../sockets/internals.js";
import { expectPeer, peerBytes, peerLength } from "./peer-address.js";

const { SOCK_STREAM, SOL_SOCKET, SO_TYPE } = platform.sockets.constants;

/**
 * Finds the descriptor of a socket that a loop is to work on, and refuses one that would block it.
 *
 * @param sock a Socket, a descriptor, or anything with `fileno()`.
 * @param action what it is for, for the error.
 * @returns the descriptor.
 * @throws OSError with EBADF if the socket is closed.
 * @throws ValueError if it is a blocking socket, or no file object.
 * @throws RuntimeError if it is a socket of Node's that Node itself is reading from, or writing to.
 */
export function socketTarget(sock: FileObject, action: string): number {
	if (sock instanceof NodeSocket) return sock.filenoFor(action);
	if (!(sock instanceof Socket)) return fileDescriptor(sock);
	const fd = sock.fileno();
	if (fd < 0) throw osError(constants.errno.EBADF, action, { fd });
	if (sock.gettimeout() !== 0) {
		throw new ValueError(`Cannot ${action}: the socket must be non-blocking; call setblocking(false) first`);
	}
	return fd;
}

/**
 * Tells whether the closing of a file object will be announced, so that its registration may outlive an operation.
 *
 * @param sock the file object.
 * @returns whether it is one of our sockets or descriptors.
 */
export function isAnnounced(sock: FileObject): boolean {
	return sock instanceof Socket || sock instanceof OwnedDescriptor;
}

/** More than this no system call moves at once. */
export const mostAtOnce = 2 ** 31 - 1;

/**
 * The address family of a socket.
 *
 * @param sock the file object.
 * @param fd its descriptor.
 * @returns the family.
 * @throws OSError if it is no socket.
 */
export function familyOf(sock: FileObject, fd: number): number {
	if (sock instanceof Socket) return sock.family;
	expectPeer();
	syscall("getsockname", getsockname(fd, peerBytes, peerLength), { fd });
	return readSockaddrFamily(peerBytes);
}

/**
 * The type of a socket.
 *
 * @param sock the file object.
 * @param fd its descriptor.
 * @returns such as SOCK_STREAM.
 * @throws OSError if it is no socket.
 */
export function typeOf(sock: FileObject, fd: number): number {
	return sock instanceof Socket ? sock.type : readOption(fd, SOL_SOCKET, SO_TYPE);
}

/**
 * Tells whether something is to be received of a stream, of which a receive may leave a part in the kernel.
 *
 * @param sock the file object.
 * @param size the most to receive.
 * @returns whether it is so, as far as we know.
 */
export function receivesStream(sock: FileObject, size: number): boolean {
	return size !== 0 && sock instanceof Socket && sock.type === SOCK_STREAM;
}
