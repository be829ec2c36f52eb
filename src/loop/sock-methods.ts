/** What a loop does with sockets. */
import type { Future, OperationOptions } from "../futures/index.js";
import type { SendfileOptions } from "../reactor/index.js";
import type { FileObject } from "../selectors/index.js";
import type { Address, BytesLike, FileLike, Socket } from "../sockets/index.js";

/**
 * A loop's operations on sockets, all non-blocking, each a future.
 *
 * The socket is a non-blocking {@link Socket}, or a descriptor, or anything with `fileno()`. Several operations of one
 * kind on one socket are served in the order in which they were begun. Cancelling one, or aborting its `signal`, takes
 * it back at once and loses nothing: data stays in the kernel, a connection goes to the next who accepts. On io_uring the
 * kernel may have carried it out by then, and told nobody yet: `cancel()` returns false, and the future brings what came.
 *
 * A socket that is closed while an operation waits makes it fail with a ConnectionAbortedError.
 */
export interface SockMethods {
	/**
	 * Receives what is there, up to a number of bytes.
	 *
	 * @param sock the socket.
	 * @param size the most to receive, in bytes: 0 to 2^31-1.
	 * @param options a signal that takes it back.
	 * @returns the bytes, the caller's own; empty at the end of the stream.
	 * @throws TypeError or RangeError if `size` is no such number.
	 * @throws ValueError if the socket is a blocking one, or no file object.
	 * @throws OSError if it is closed (EBADF), or, through the future, as recv(2) fails.
	 * @example
	 * ```ts
	 * import { getEventLoop, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const [a, b] = socketpair();
	 * a.setblocking(false);
	 * b.send("hello");
	 * console.log((await loop.sockRecv(a, 1024)).toString()); // hello
	 * a.close();
	 * b.close();
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.sock_recv
	 */
	sockRecv(sock: FileObject, size: number, options?: OperationOptions): Future<Buffer>;

	/**
	 * Receives what is there into a buffer of yours.
	 *
	 * @param sock the socket.
	 * @param buffer where the bytes go; it must not be touched until the future is done.
	 * @param options a signal that takes it back.
	 * @returns how many bytes were received; 0 at the end of the stream.
	 * @throws TypeError or RangeError if the buffer is no Uint8Array, or has no room.
	 * @throws ValueError if the socket is a blocking one, or no file object.
	 * @throws OSError if it is closed (EBADF), or, through the future, as recv(2) fails.
	 * @example
	 * ```ts
	 * import { getEventLoop, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const [a, b] = socketpair();
	 * a.setblocking(false);
	 * b.send("hello");
	 * const buffer = Buffer.alloc(16);
	 * const received = await loop.sockRecvInto(a, buffer);
	 * console.log(buffer.toString("utf8", 0, received)); // hello
	 * a.close();
	 * b.close();
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.sock_recv_into
	 */
	sockRecvInto(sock: FileObject, buffer: Uint8Array, options?: OperationOptions): Future<number>;

	/**
	 * Receives a datagram and tells who sent it.
	 *
	 * @param sock the socket.
	 * @param size the most to receive, in bytes: 0 to 2^31-1; what is longer is cut.
	 * @param options a signal that takes it back.
	 * @typeParam A the form of the sender's address, which the caller knows by the family; it is not checked.
	 * @returns the bytes, and the sender's address; `undefined` where it has none.
	 * @throws TypeError or RangeError if `size` is no such number.
	 * @throws ValueError if the socket is a blocking one, or no file object.
	 * @throws OSError if it is closed (EBADF), or, through the future, as recvfrom(2) fails.
	 * @example
	 * ```ts
	 * import { AF_INET, getEventLoop, SOCK_DGRAM, Socket } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * using sock = new Socket(AF_INET, SOCK_DGRAM);
	 * sock.setblocking(false);
	 * sock.bind(["127.0.0.1", 0]);
	 * await loop.sockSendto(sock, "to myself", sock.getsockname());
	 * const [data] = await loop.sockRecvfrom(sock, 1500);
	 * console.log(data.toString()); // to myself
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.sock_recvfrom
	 */
	sockRecvfrom<A extends Address = Address>(
		sock: FileObject,
		size: number,
		options?: OperationOptions,
	): Future<[data: Buffer, address: A | undefined]>;

	/**
	 * Receives a datagram into a buffer of yours and tells who sent it.
	 *
	 * @param sock the socket.
	 * @param buffer where the bytes go; it must not be touched until the future is done.
	 * @param nbytes the most to receive; the whole buffer if 0 or absent.
	 * @param options a signal that takes it back.
	 * @typeParam A the form of the sender's address, which the caller knows by the family; it is not checked.
	 * @returns how many bytes were received, and the sender's address.
	 * @throws TypeError or RangeError if the buffer is no Uint8Array, has no room, or less than `nbytes`.
	 * @throws ValueError if the socket is a blocking one, or no file object.
	 * @throws OSError if it is closed (EBADF), or, through the future, as recvfrom(2) fails.
	 * @example
	 * ```ts
	 * import { AF_INET, getEventLoop, SOCK_DGRAM, Socket } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * using sock = new Socket(AF_INET, SOCK_DGRAM);
	 * sock.setblocking(false);
	 * sock.bind(["127.0.0.1", 0]);
	 * await loop.sockSendto(sock, "to myself", sock.getsockname());
	 * const [received] = await loop.sockRecvfromInto(sock, Buffer.alloc(1500));
	 * console.log(received); // 9
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.sock_recvfrom_into
	 */
	sockRecvfromInto<A extends Address = Address>(
		sock: FileObject,
		buffer: Uint8Array,
		nbytes?: number,
		options?: OperationOptions,
	): Future<[received: number, address: A | undefined]>;

	/**
	 * Sends what fits, after waiting for room if there is none.
	 *
	 * @param sock the socket.
	 * @param data the bytes; a string is sent as UTF-8. They must not be changed until the future is done.
	 * @param options a signal that takes it back.
	 * @returns how many bytes were sent, perhaps fewer than there are.
	 * @throws TypeError if `data` is neither bytes nor a string.
	 * @throws ValueError if the socket is a blocking one, or no file object.
	 * @throws OSError if it is closed (EBADF), or, through the future, as send(2) fails.
	 * @example
	 * ```ts
	 * import { getEventLoop, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const [a, b] = socketpair();
	 * a.setblocking(false);
	 * console.log(await loop.sockSend(a, "hello")); // 5
	 * a.close();
	 * b.close();
	 * ```
	 * @see https://pubs.opengroup.org/onlinepubs/9799919799/functions/send.html
	 */
	sockSend(sock: FileObject, data: BytesLike, options?: OperationOptions): Future<number>;

	/**
	 * Sends everything, waiting for room as often as it takes.
	 *
	 * If it fails, there is no telling how much of the data was sent.
	 *
	 * @param sock the socket.
	 * @param data the bytes; a string is sent as UTF-8. They must not be changed until the future is done.
	 * @param options a signal that takes it back; a part may have been sent by then.
	 * @returns a future that is done when the kernel has all of them.
	 * @throws TypeError if `data` is neither bytes nor a string.
	 * @throws ValueError if the socket is a blocking one, or no file object.
	 * @throws OSError if it is closed (EBADF), or, through the future, as send(2) fails.
	 * @example
	 * ```ts
	 * import { getEventLoop, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const [a, b] = socketpair();
	 * a.setblocking(false);
	 * await loop.sockSendall(a, "hello");
	 * console.log(b.recv(1024).toString()); // hello
	 * a.close();
	 * b.close();
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.sock_sendall
	 */
	sockSendall(sock: FileObject, data: BytesLike, options?: OperationOptions): Future<void>;

	/**
	 * Sends a datagram to an address.
	 *
	 * @param sock the socket.
	 * @param data the bytes; a string is sent as UTF-8. They must not be changed until the future is done.
	 * @param address where it goes; a host name is looked up without blocking.
	 * @param options a signal that takes it back.
	 * @returns how many bytes were sent.
	 * @throws TypeError, RangeError or ValueError if `data` or `address` is of the wrong kind.
	 * @throws ValueError if the socket is a blocking one, or no file object.
	 * @throws OSError if it is closed (EBADF), or, through the future, as sendto(2) fails.
	 * @throws gaierror through the future, if the host's name cannot be resolved.
	 * @example
	 * ```ts
	 * import { AF_INET, getEventLoop, SOCK_DGRAM, Socket } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * using sock = new Socket(AF_INET, SOCK_DGRAM);
	 * sock.setblocking(false);
	 * sock.bind(["127.0.0.1", 0]);
	 * console.log(await loop.sockSendto(sock, "ping", sock.getsockname())); // 4
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.sock_sendto
	 */
	sockSendto(sock: FileObject, data: BytesLike, address: Address, options?: OperationOptions): Future<number>;

	/**
	 * Sends a file to its end, or a part of it, over a stream socket.
	 *
	 * The kernel copies it by sendfile(2) where it can, up to 1 MiB at a time, so that others get their turn. Where it cannot
	 * (a pipe, a device, a system without that call), the file is read, without blocking the loop, and sent. The file's own
	 * place moves behind the last byte that has gone, also where the sending fails or is cancelled; what has no places, such
	 * as a pipe, is read as it comes, and what was read from it and not sent by then is lost.
	 *
	 * @param sock the socket.
	 * @param file a descriptor, or anything with a `fileno()` or an `fd`, such as a `FileHandle` of node:fs/promises. It must
	 * stay open until the future is done.
	 * @param options the part (`offset`, `count`, in bytes), `fallback`, and a signal that takes it back; a part may have been
	 * sent by then.
	 * @returns how many bytes were sent; fewer than `count` where the file ends before.
	 * @throws TypeError or RangeError if the file, `offset` or `count` is of another kind, or out of range.
	 * @throws ValueError if the socket is no stream socket, is a blocking one, or no file object.
	 * @throws SendfileNotAvailableError through the future, if the kernel cannot do it and `fallback` is false.
	 * @throws OSError if the socket is closed (EBADF), or, through the future, as sendfile(2), read(2) and send(2) fail.
	 * @example
	 * ```ts
	 * import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
	 * import { tmpdir } from "node:os";
	 * import { join } from "node:path";
	 * import { getEventLoop, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const folder = await mkdtemp(join(tmpdir(), "sendfile-"));
	 * await writeFile(join(folder, "a.txt"), "hello from a file");
	 * const file = await open(join(folder, "a.txt"));
	 * const [a, b] = socketpair();
	 * a.setblocking(false);
	 * console.log(await loop.sockSendfile(a, file, { offset: 6 })); // 11
	 * console.log(b.recv(100).toString()); // from a file
	 * a.close();
	 * b.close();
	 * await file.close();
	 * await rm(folder, { recursive: true });
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.sock_sendfile
	 */
	sockSendfile(sock: FileObject, file: FileLike, options?: SendfileOptions): Future<number>;

	/**
	 * Connects a socket.
	 *
	 * @param sock the socket.
	 * @param address where to; a host name is looked up without blocking, and its first address taken.
	 * @param options a signal that takes it back.
	 * @returns a future that is done when the connection stands.
	 * @throws TypeError, RangeError or ValueError if the address is of the wrong kind.
	 * @throws ValueError if the socket is a blocking one, or no file object.
	 * @throws OSError if it is closed (EBADF), or, through the future, as connect(2) fails: a
	 * ConnectionRefusedError where nobody listens, a TimeoutError where nobody answers.
	 * @throws gaierror through the future, if the host's name cannot be resolved.
	 * @example
	 * ```ts
	 * import { createServer, getEventLoop, Socket } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * using server = createServer(["127.0.0.1", 0]);
	 * using sock = new Socket();
	 * sock.setblocking(false);
	 * await loop.sockConnect(sock, server.getsockname());
	 * console.log("connected!"); // connected!
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.sock_connect
	 */
	sockConnect(sock: FileObject, address: Address, options?: OperationOptions): Future<void>;

	/**
	 * Accepts one connection.
	 *
	 * @param sock the listening socket.
	 * @param options a signal that takes it back.
	 * @returns the connection, a non-blocking socket, and its peer's address.
	 * @throws TypeError if it is no {@link Socket}.
	 * @throws ValueError if it is a blocking one.
	 * @throws OSError if it is closed (EBADF), or, through the future, as accept(2) fails: EMFILE where there are too many
	 * open descriptors.
	 * @example
	 * ```ts
	 * import { createServer, getEventLoop, Socket } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * using server = createServer(["127.0.0.1", 0]);
	 * server.setblocking(false);
	 * using client = new Socket();
	 * client.connect(server.getsockname());
	 * const [connection, [host]] = await loop.sockAccept<[string, number]>(server);
	 * console.log(host); // 127.0.0.1
	 * connection.close();
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.sock_accept
	 */
	sockAccept<A extends Address = Address>(
		sock: Socket,
		options?: OperationOptions,
	): Future<[connection: Socket, address: A]>;
}
