/** What a loop does with messages that carry more than data. */
import type { Future } from "../futures/index.js";
import type { MessageOptions, SendMessageOptions } from "../reactor/index.js";
import type { FileObject } from "../selectors/index.js";
import type {
	Address,
	AncillaryInput,
	AncillaryMessage,
	BytesLike,
	Datagram,
	DatagramInput,
	FileLike,
} from "../sockets/index.js";

/**
 * A loop's operations on messages with what goes beside the data: descriptors, credentials, addresses, times. They do with
 * sockets as {@link SockMethods} say.
 */
export interface SockMessageMethods {
	/**
	 * Sends a message: data in pieces, and control messages beside them.
	 *
	 * @param sock the socket.
	 * @param buffers the data, up to 1024 pieces; they must not be changed until the future is done.
	 * @param ancdata the control messages, as `Socket.sendmsg` takes them; none if absent. Descriptors in them must stay open
	 * until the future is done.
	 * @param options the address, flags, and a signal that takes it back.
	 * @returns how many bytes of data went, which on a stream may be fewer than there are; control messages go with the first.
	 * @throws TypeError, RangeError or ValueError if an argument is of the wrong kind, or the socket is a blocking one.
	 * @throws OSError if the socket or a descriptor is closed (EBADF), or, through the future, as sendmsg(2) fails.
	 * @throws gaierror through the future, if the host's name cannot be resolved.
	 * @example
	 * ```ts
	 * import { getEventLoop, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const [a, b] = socketpair();
	 * a.setblocking(false);
	 * console.log(await loop.sockSendmsg(a, ["hel", "lo"])); // 5
	 * console.log(b.recv(100).toString()); // hello
	 * a.close();
	 * b.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.sendmsg
	 */
	sockSendmsg(
		sock: FileObject,
		buffers: readonly BytesLike[],
		ancdata?: readonly AncillaryInput[],
		options?: SendMessageOptions,
	): Future<number>;

	/**
	 * Receives a message, and what came beside its data.
	 *
	 * Cancelling it leaves the message in the kernel. Where the message is there already and nobody has seen it yet,
	 * descriptors that came with it are closed.
	 *
	 * @param sock the socket.
	 * @param bufsize the most data to receive, in bytes.
	 * @param ancbufsize how many bytes of control messages at most: a sum of `CMSG_SPACE` or a `CMSG_LEN`; 0 if absent.
	 * @param options flags, and a signal that takes it back.
	 * @returns the data, the control messages, the message's flags, and the sender's address, as `Socket.recvmsg` does.
	 * @throws TypeError or RangeError if a number is none, or out of range.
	 * @throws ValueError if the socket is a blocking one, or no file object.
	 * @throws OSError if it is closed (EBADF), or, through the future, as recvmsg(2) fails.
	 * @example
	 * ```ts
	 * import { CMSG_SPACE, getEventLoop, SO_PASSCRED, SOL_SOCKET, scmCredentials, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const [a, b] = socketpair();
	 * b.setblocking(false);
	 * b.setsockopt(SOL_SOCKET, SO_PASSCRED, true);
	 * a.send("who am I?");
	 * const [data, ancdata] = await loop.sockRecvmsg(b, 100, CMSG_SPACE(12));
	 * console.log(data.toString(), scmCredentials.find(ancdata)?.pid === process.pid); // who am I? true
	 * a.close();
	 * b.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.recvmsg
	 */
	sockRecvmsg(
		sock: FileObject,
		bufsize: number,
		ancbufsize?: number,
		options?: MessageOptions,
	): Future<[data: Buffer, ancdata: AncillaryMessage[], flags: number, address: Address | undefined]>;

	/**
	 * Sends descriptors over a Unix socket, beside data.
	 *
	 * @param sock the socket.
	 * @param buffers the data, up to 1024 pieces, on a stream at least one byte; they must not be changed until the future is
	 * done.
	 * @param fds the descriptors: numbers, or anything with a `fileno()` or an `fd`. They must stay open until the future is
	 * done.
	 * @param options the address, flags, and a signal that takes it back.
	 * @returns how many bytes of data went; the descriptors go with the first.
	 * @throws TypeError, RangeError or ValueError if an argument is of the wrong kind, or the socket is a blocking one.
	 * @throws OSError if the socket or a descriptor is closed (EBADF), or, through the future, as sendmsg(2) fails.
	 * @example
	 * ```ts
	 * import { closeSync } from "node:fs";
	 * import { getEventLoop, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const [a, b] = socketpair();
	 * a.setblocking(false);
	 * b.setblocking(false);
	 * const receiving = loop.sockRecvFds(b, 100, 4);
	 * await loop.sockSendFds(a, ["standard output"], [1]);
	 * const [data, fds] = await receiving;
	 * console.log(data.toString(), fds.length); // standard output 1
	 * for (const fd of fds) closeSync(fd);
	 * a.close();
	 * b.close();
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.send_fds
	 */
	sockSendFds(
		sock: FileObject,
		buffers: readonly BytesLike[],
		fds: readonly FileLike[],
		options?: SendMessageOptions,
	): Future<number>;

	/**
	 * Receives data and the descriptors that came with them.
	 *
	 * Cancelling it leaves the message in the kernel. Where the message is there already and nobody has seen it yet, its
	 * descriptors are closed.
	 *
	 * @param sock the socket.
	 * @param bufsize the most data to receive, in bytes.
	 * @param maxfds the most descriptors to keep; those beyond are closed, and MSG_CTRUNC tells so.
	 * @param options flags, and a signal that takes it back.
	 * @returns the data, the descriptors, which are the caller's to close and which no child process inherits, the message's
	 * flags, and the sender's address.
	 * @throws TypeError or RangeError if a number is none, or out of range.
	 * @throws ValueError if the socket is a blocking one, or no file object.
	 * @throws OSError if it is closed (EBADF), or, through the future, as recvmsg(2) fails.
	 * @see https://docs.python.org/3/library/socket.html#socket.recv_fds
	 */
	sockRecvFds(
		sock: FileObject,
		bufsize: number,
		maxfds: number,
		options?: MessageOptions,
	): Future<[data: Buffer, fds: number[], flags: number, address: Address | undefined]>;

	/**
	 * Sends many datagrams with one system call, on Linux; elsewhere with one for each. It waits until the first one can go.
	 *
	 * @param sock the socket.
	 * @param messages 1 to 1024 pairs of data and address, as `sockRecvmmsg` gives them; without an address they go to the
	 * socket's peer. A host is numeric. The data must not be changed until the future is done.
	 * @param options flags, and a signal that takes it back.
	 * @returns how many went: at least one, and fewer than there are where there was no room for more, or the next one is refused.
	 * @throws TypeError, RangeError or ValueError if an argument is of the wrong kind, a host is a name, or the socket is a
	 * stream or a blocking one.
	 * @throws OSError if the socket is closed (EBADF), or, through the future, as sendmmsg(2) fails for the first one.
	 * @example
	 * ```ts
	 * import { AF_UNIX, getEventLoop, SOCK_DGRAM, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const [a, b] = socketpair(AF_UNIX, SOCK_DGRAM);
	 * a.setblocking(false);
	 * b.setblocking(false);
	 * let waiting = Array.from({ length: 1000 }, (_, i) => [`message ${i}`] as const);
	 * let received = 0;
	 * const receiving = (async () => {
	 * 	while (received < 1000) received += (await loop.sockRecvmmsg(b, 64, 100)).length;
	 * })();
	 * // A slow receiver's queue takes a few at a time.
	 * while (waiting.length > 0) waiting = waiting.slice(await loop.sockSendmmsg(a, waiting));
	 * await receiving;
	 * console.log(received); // 1000
	 * a.close();
	 * b.close();
	 * ```
	 * @see https://man7.org/linux/man-pages/man2/sendmmsg.2.html
	 */
	sockSendmmsg(
		sock: FileObject,
		messages: readonly DatagramInput[],
		options?: MessageOptions,
	): Future<number>;

	/**
	 * Receives many datagrams with one system call, on Linux; elsewhere with one for each. It waits for the first: what is there
	 * comes with it.
	 *
	 * @param sock the socket.
	 * @param count how many at most, 1 to 1024.
	 * @param size how many bytes of each at most; the rest of a longer one is lost. All together have up to 2^30 bytes.
	 * @param options flags, and a signal that takes it back.
	 * @returns the datagrams and their senders' addresses, as `Socket.recvmmsg` does.
	 * @throws TypeError or RangeError if a number is none, or out of range.
	 * @throws ValueError if the socket is a stream or a blocking one, or no file object.
	 * @throws OSError if it is closed (EBADF), or, through the future, as recvmmsg(2) fails.
	 * @see https://man7.org/linux/man-pages/man2/recvmmsg.2.html
	 */
	sockRecvmmsg(sock: FileObject, count: number, size: number, options?: MessageOptions): Future<Datagram[]>;
}
