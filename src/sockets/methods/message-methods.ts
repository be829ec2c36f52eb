/** Whole messages on a Socket; the documentation of these methods of Socket. */
import type { Address } from "../addresses/address.js";
import type { BytesLike } from "../arguments/check-bytes.js";
import type { FileLike } from "../arguments/check-file.js";
import type { AncillaryInput, AncillaryMessage } from "../messages/ancillary-message.js";

/**
 * Messages with what goes beside the data: descriptors, credentials, addresses, times. All of these block as the socket's
 * time limit says, and may throw
 *
 * - BlockingIOError where they would block and the socket is non-blocking,
 * - TimeoutError where its time limit has passed,
 * - OSError where the connection is broken (BrokenPipeError, ConnectionResetError), where there is none (ENOTCONN), where a
 *   message is too long (EMSGSIZE), where the kernel does not know or allow a control message (EINVAL, EPERM), or where the
 *   socket is closed (EBADF).
 *
 * Control messages are triples of level, type and bytes, as in Python; `scmRights`, `scmCredentials`, `ipPktinfo` and their
 * like write and read them.
 *
 * Descriptors that are received are not inherited by child processes, and are the receiver's to close. There is no telling
 * what a peer sends: whoever makes room for control messages on a Unix socket looks for SCM_RIGHTS in them and closes what
 * it does not want. The kernel closes what there is no room for.
 */
export interface MessageMethods {
	/**
	 * Sends a message: data in pieces, and control messages beside them.
	 *
	 * @param buffers the data, up to 1024 pieces.
	 * @param ancdata the control messages; none by default.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @param address where it goes; the socket's peer by default.
	 * @returns how many bytes of data went, which on a stream may be fewer than there are; control messages go with the first.
	 * @throws TypeError where an argument is of another kind, or data lost their memory.
	 * @throws RangeError where a number is out of range, or there are too many pieces.
	 * @throws ValueError where SCM_RIGHTS has more descriptors than a message may carry (Linux: 253), or none that is whole, or
	 *   goes with no data over a stream.
	 * @throws TypeError, RangeError, ValueError, gaierror where the address is wrong, as `sendto` says.
	 * @throws BlockingIOError, TimeoutError, OSError as said above; OSError with EBADF where a descriptor is not open.
	 * @example
	 * ```ts
	 * import { socketpair } from "evloop";
	 *
	 * const [left, right] = socketpair();
	 * console.log(left.sendmsg(["hel", Buffer.from("lo")])); // 5
	 * console.log(right.recvmsg(100)[0].toString()); // hello
	 * left.close();
	 * right.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.sendmsg
	 */
	sendmsg(
		buffers: readonly BytesLike[],
		ancdata?: readonly AncillaryInput[],
		flags?: number,
		address?: Address,
	): number;

	/**
	 * Receives a message, and what came beside its data.
	 *
	 * @param bufsize how many bytes of data at most.
	 * @param ancbufsize how many bytes of control messages at most: a sum of `CMSG_SPACE` or a `CMSG_LEN`; 0 by default.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @returns the data; the control messages; the message's flags (MSG_TRUNC: data were cut, MSG_CTRUNC: control messages
	 *   were cut or left out); the sender's address, undefined on a connection.
	 * @throws TypeError or RangeError where an argument is no whole number, or out of range.
	 * @throws BlockingIOError, TimeoutError, OSError as said above.
	 * @example
	 * ```ts
	 * import { AF_INET, CMSG_SPACE, IP_RECVTTL, IPPROTO_IP, ipTtl, SOCK_DGRAM, Socket } from "evloop";
	 *
	 * using sock = new Socket(AF_INET, SOCK_DGRAM);
	 * sock.bind(["127.0.0.1", 0]);
	 * sock.setsockopt(IPPROTO_IP, IP_RECVTTL, true);
	 * sock.sendto("hello", sock.getsockname());
	 * const [data, ancdata] = sock.recvmsg(100, CMSG_SPACE(4));
	 * console.log(data.toString(), Number(ipTtl.find(ancdata)) > 0); // hello true
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.recvmsg
	 */
	recvmsg(
		bufsize: number,
		ancbufsize?: number,
		flags?: number,
	): [data: Buffer, ancdata: AncillaryMessage[], flags: number, address: Address | undefined];

	/**
	 * Receives a message into memory of the caller's, one buffer after the other.
	 *
	 * @param buffers where the data go, up to 1024 pieces of at least one byte each.
	 * @param ancbufsize how many bytes of control messages at most; 0 by default.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @returns how many bytes of data came; the rest as `recvmsg`.
	 * @throws TypeError where a buffer is no Uint8Array, or its memory was transferred away.
	 * @throws RangeError where one has no room, there are too many, or a number is out of range.
	 * @throws BlockingIOError, TimeoutError, OSError as said above.
	 * @example
	 * ```ts
	 * import { socketpair } from "evloop";
	 *
	 * const [left, right] = socketpair();
	 * left.sendall("head and body");
	 * const [head, body] = [Buffer.alloc(4), Buffer.alloc(100)];
	 * const [received] = right.recvmsgInto([head, body]);
	 * console.log(head.toString(), body.toString("utf8", 0, received - 4)); // head  and body
	 * left.close();
	 * right.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.recvmsg_into
	 */
	recvmsgInto(
		buffers: readonly Uint8Array[],
		ancbufsize?: number,
		flags?: number,
	): [received: number, ancdata: AncillaryMessage[], flags: number, address: Address | undefined];

	/**
	 * Sends descriptors over a Unix socket, beside data.
	 *
	 * @param buffers the data, up to 1024 pieces; on a stream at least one byte.
	 * @param fds the descriptors, up to 253 on Linux: numbers, or anything with a `fileno()` or an `fd`. They stay open here.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @param address where it goes; the socket's peer by default.
	 * @returns how many bytes of data went; the descriptors go with the first.
	 * @throws TypeError, RangeError, ValueError, gaierror, BlockingIOError, TimeoutError, OSError as `sendmsg` does.
	 * @see https://docs.python.org/3/library/socket.html#socket.send_fds
	 */
	sendFds(buffers: readonly BytesLike[], fds: readonly FileLike[], flags?: number, address?: Address): number;

	/**
	 * Receives data and the descriptors that came with them.
	 *
	 * @param bufsize how many bytes of data at most.
	 * @param maxfds how many descriptors at most, up to 65,536; those beyond are closed, and MSG_CTRUNC tells so.
	 * @param flags flags whose names begin with MSG_; 0 by default.
	 * @returns the data, the descriptors, which are the caller's to close and which no child process inherits, the message's
	 *   flags, and the sender's address. Other control messages are dropped.
	 * @throws TypeError or RangeError where an argument is no whole number, or out of range.
	 * @throws BlockingIOError, TimeoutError, OSError as said above.
	 * @see https://docs.python.org/3/library/socket.html#socket.recv_fds
	 */
	recvFds(
		bufsize: number,
		maxfds: number,
		flags?: number,
	): [data: Buffer, fds: number[], flags: number, address: Address | undefined];
}
