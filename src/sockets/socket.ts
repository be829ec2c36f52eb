/**
 * The socket that users hold: Python's, name for name. Its methods are one line each; their documentation is in
 * `methods/`, the work in the files beside this one.
 */
import { inspect } from "node:util";
import { acceptConnection } from "./accept.js";
import type { Address } from "./addresses/address.js";
import type { BytesLike } from "./arguments/check-bytes.js";
import type { FileLike } from "./arguments/check-file.js";
import { bindSocket, listenSocket } from "./bind-and-listen.js";
import { closeOwned, detachDescriptor } from "./close-owned.js";
import { connectSocket, connectSocketEx } from "./connect.js";
import { getdefaulttimeout } from "./default-timeout.js";
import { describeSocket } from "./describe-socket.js";
import { duplicateDescriptor } from "./duplicate-descriptor.js";
import { isInheritable, makeInheritable } from "./inheritance.js";
import type {
	AncillaryInput,
	ReceivedFds,
	ReceivedIntoMessage,
	ReceivedMessage,
} from "./messages/ancillary-message.js";
import { receiveBatch, sendBatch } from "./messages/batches.js";
import type { Datagram, DatagramInput } from "./messages/datagram.js";
import { receiveDescriptors, receiveMessage, receiveMessageInto } from "./messages/receive-message.js";
import { sendDescriptors, sendMessage } from "./messages/send-message.js";
import type { SocketMethods } from "./methods/socket-methods.js";
import { fromNode } from "./node/from-node.js";
import { openState } from "./open-state.js";
import { optionValues, type SocketOptionValues } from "./options/index.js";
import { getOption, setOption } from "./raw-options.js";
import { receive, receiveFrom, receiveFromInto, receiveInto } from "./receive.js";
import { sendFile } from "./send-file.js";
import { shutDown } from "./shut-down.js";
import { socketName } from "./socket-names.js";
import { KnownState, type SocketOptions } from "./socket-options.js";
import { openDescriptor, type SocketState } from "./socket-state.js";
import { setBlocking, setTimeLimit } from "./time-limit.js";
import { transmit, transmitAll, transmitTo } from "./transmit.js";
import { unwatchSocket, watchSocket } from "./unclosed-sockets.js";

/**
 * A socket: the end of a connection, a listening post, a sender and receiver of messages.
 *
 * Every method is the system call of that name, and blocks the thread as the socket's time limit says: for ever at first.
 * The event loop's operations (`loop.sockRecv(sock, n)` and so on) take the same object, set non-blocking, and block
 * nothing.
 *
 * Close it, or declare it with `using`. One that the garbage collector finds unclosed is closed with a ResourceWarning.
 *
 * @example
 * ```ts
 * import { AF_INET, type InetAddress, SOCK_STREAM, Socket } from "evloop";
 *
 * using server = new Socket(AF_INET, SOCK_STREAM);
 * server.bind(["127.0.0.1", 0]);
 * server.listen();
 * using client = new Socket();
 * client.connect(server.getsockname<InetAddress>());
 * const [connection] = server.accept();
 * client.sendall("hello");
 * console.log(connection.recv(1024).toString()); // hello
 * connection.close();
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket-objects
 */
export class Socket implements SocketMethods, Disposable {
	/** Gives options, names and messages on the descriptor of a socket of Node's: {@link fromNode}. */
	static readonly fromNode: typeof fromNode = fromNode;
	readonly #state: SocketState;

	/**
	 * Opens a socket, or takes a descriptor over that is one. Child processes do not inherit a new socket.
	 *
	 * @param family the address family: AF_INET by default, or what the descriptor is.
	 * @param type the socket type: SOCK_STREAM by default, or what the descriptor is. With SOCK_NONBLOCK it starts
	 *   non-blocking.
	 * @param proto the protocol: 0, the usual one, by default, or what the descriptor has.
	 * @param options a descriptor to take over.
	 * @throws TypeError or RangeError where an argument is no whole number.
	 * @throws ValueError where the descriptor is negative.
	 * @throws OSError where the kernel has no such sockets (EAFNOSUPPORT, EPROTONOSUPPORT), no room for one more (EMFILE),
	 *   or the descriptor is no socket (ENOTSOCK, EBADF).
	 */
	constructor(family?: number, type?: number, proto?: number, options?: SocketOptions) {
		this.#state =
			options instanceof KnownState
				? options.state
				: openState({ family, type, proto, fileno: options?.fileno });
		if (!(options instanceof KnownState && options.isHeld)) watchSocket(this, this.#state);
	}

	get family(): number {
		return this.#state.family;
	}

	get type(): number {
		return this.#state.type;
	}

	get proto(): number {
		return this.#state.proto;
	}

	get timeout(): number | undefined {
		return this.#state.timeout;
	}

	fileno(): number {
		return this.#state.fd;
	}

	close(): void {
		unwatchSocket(this.#state);
		closeOwned(this.#state);
	}

	/**
	 * Closes the socket at the end of the block that declared it with `using`.
	 *
	 * @throws OSError where close(2) fails.
	 */
	[Symbol.dispose](): void {
		this.close();
	}

	detach(): number {
		const fd = detachDescriptor(this.#state);
		unwatchSocket(this.#state);
		return fd;
	}

	dup(): Socket {
		const fd = duplicateDescriptor(openDescriptor(this.#state, "dup"));
		return socketFromState({ ...this.#state, fd });
	}

	getInheritable(): boolean {
		return isInheritable(this.#state);
	}

	setInheritable(inheritable: boolean): void {
		makeInheritable(this.#state, inheritable);
	}

	setblocking(flag: boolean): void {
		setBlocking(this.#state, flag);
	}

	getblocking(): boolean {
		return this.#state.timeout !== 0;
	}

	settimeout(timeout?: number | null): void {
		setTimeLimit(this.#state, timeout);
	}

	gettimeout(): number | undefined {
		return this.#state.timeout;
	}

	bind(address: Address): void {
		bindSocket(this.#state, address);
	}

	listen(backlog?: number): void {
		listenSocket(this.#state, backlog);
	}

	connect(address: Address): void {
		connectSocket(this.#state, address);
	}

	connectEx(address: Address): number {
		return connectSocketEx(this.#state, address);
	}

	accept<A extends Address = Address>(): [connection: Socket, address: A] {
		const timeout = getdefaulttimeout();
		const [fd, address] = acceptConnection(this.#state, timeout !== undefined);
		return [socketFromState({ ...this.#state, fd, timeout }), (address ?? "") as A];
	}

	getsockname<A extends Address = Address>(): A {
		return socketName(this.#state, "getsockname") as A;
	}

	getpeername<A extends Address = Address>(): A {
		return socketName(this.#state, "getpeername") as A;
	}

	shutdown(how: number): void {
		shutDown(this.#state, how);
	}

	get options(): SocketOptionValues {
		return optionValues(this.#state, this);
	}

	/**
	 * Reads an option that is a number.
	 *
	 * @param level such as SOL_SOCKET or IPPROTO_TCP.
	 * @param name such as SO_TYPE or TCP_NODELAY.
	 * @returns the number.
	 * @throws TypeError or RangeError where an argument is no whole number, as a constant that this system lacks is not.
	 * @throws OSError where there is no such option (ENOPROTOOPT), or the socket is closed (EBADF).
	 * @example
	 * ```ts
	 * import { SO_KEEPALIVE, SOL_SOCKET, Socket } from "evloop";
	 *
	 * using sock = new Socket();
	 * sock.setsockopt(SOL_SOCKET, SO_KEEPALIVE, true);
	 * console.log(sock.getsockopt(SOL_SOCKET, SO_KEEPALIVE) !== 0); // true
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.getsockopt
	 */
	getsockopt(level: number, name: number): number;
	/**
	 * Reads an option that is a struct or a text.
	 *
	 * @param level such as SOL_SOCKET or IPPROTO_TCP.
	 * @param name such as SO_LINGER or TCP_CONGESTION.
	 * @param buflen how many bytes to make room for, 1 to 65,536.
	 * @returns what the kernel wrote, in its own layout.
	 * @throws TypeError or RangeError where an argument is no whole number, or out of range.
	 * @throws OSError where there is no such option (ENOPROTOOPT), or the socket is closed (EBADF).
	 */
	getsockopt(level: number, name: number, buflen: number): Buffer;
	getsockopt(level: number, name: number, buflen?: number): number | Buffer {
		return getOption(this.#state, level, name, buflen);
	}

	/**
	 * Sets an option.
	 *
	 * @param level such as SOL_SOCKET or IPPROTO_TCP.
	 * @param name such as SO_REUSEADDR or TCP_NODELAY.
	 * @param value a number from -2,147,483,648 to 4,294,967,295, a boolean for 1 and 0, or the bytes of a struct in the
	 *   kernel's layout; a string is its UTF-8 bytes.
	 * @throws TypeError or RangeError where an argument is of another kind, or out of range.
	 * @throws OSError where there is no such option (ENOPROTOOPT), the value is wrong (EINVAL), it takes privileges (EPERM),
	 *   or the socket is closed (EBADF).
	 * @example
	 * ```ts
	 * import { SO_LINGER, SOL_SOCKET, Socket } from "evloop";
	 *
	 * using sock = new Socket();
	 * // struct linger: two integers, on and the seconds.
	 * sock.setsockopt(SOL_SOCKET, SO_LINGER, Buffer.from(new Int32Array([1, 5]).buffer));
	 * const linger = sock.getsockopt(SOL_SOCKET, SO_LINGER, 8);
	 * console.log(linger.readInt32LE(4)); // 5
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.setsockopt
	 */
	setsockopt(level: number, name: number, value: number | boolean | BytesLike): void;
	/**
	 * Sets an option that has a length but no value, as a few of AF_ALG do.
	 *
	 * @param level the level.
	 * @param name the option.
	 * @param value null.
	 * @param optlen the length.
	 * @throws TypeError or RangeError where an argument is of another kind, or out of range.
	 * @throws OSError where the kernel refuses, or the socket is closed (EBADF).
	 */
	setsockopt(level: number, name: number, value: null, optlen: number): void;
	setsockopt(level: number, name: number, value: number | boolean | BytesLike | null, optlen?: number): void {
		setOption(this.#state, level, name, value, optlen);
	}

	recv(bufsize: number, flags = 0): Buffer {
		return receive(this.#state, bufsize, flags);
	}

	recvInto(buffer: Uint8Array, nbytes = 0, flags = 0): number {
		return receiveInto(this.#state, buffer, nbytes, flags);
	}

	recvfrom<A extends Address = Address>(bufsize: number, flags = 0): [data: Buffer, address: A | undefined] {
		return receiveFrom(this.#state, bufsize, flags) as [Buffer, A | undefined];
	}

	recvfromInto<A extends Address = Address>(
		buffer: Uint8Array,
		nbytes = 0,
		flags = 0,
	): [number, A | undefined] {
		return receiveFromInto(this.#state, buffer, nbytes, flags) as [number, A | undefined];
	}

	send(data: BytesLike, flags = 0): number {
		return transmit(this.#state, data, flags);
	}

	sendall(data: BytesLike, flags = 0): void {
		transmitAll(this.#state, data, flags);
	}

	/**
	 * Sends a message to an address.
	 *
	 * @param data what to send.
	 * @param address the receiver's address.
	 * @returns how many bytes went.
	 * @throws TypeError where the data are of another kind, or their memory was transferred away.
	 * @throws TypeError, RangeError, ValueError where the address has not the form that belongs to the family.
	 * @throws gaierror where the host is a name that cannot be resolved.
	 * @throws BlockingIOError, TimeoutError, OSError as {@link send} does; ConnectionRefusedError where nobody is there.
	 * @example
	 * ```ts
	 * import { AF_INET, SOCK_DGRAM, Socket } from "evloop";
	 *
	 * using server = new Socket(AF_INET, SOCK_DGRAM);
	 * server.bind(["127.0.0.1", 0]);
	 * using client = new Socket(AF_INET, SOCK_DGRAM);
	 * console.log(client.sendto("hello", server.getsockname())); // 5
	 * ```
	 * @see https://docs.python.org/3/library/socket.html#socket.socket.sendto
	 */
	sendto(data: BytesLike, address: Address): number;
	/**
	 * Sends a message to an address, with flags.
	 *
	 * @param data what to send.
	 * @param flags flags whose names begin with MSG_.
	 * @param address the receiver's address.
	 * @returns how many bytes went.
	 * @throws TypeError, RangeError, ValueError, gaierror, BlockingIOError, TimeoutError, OSError as without flags.
	 */
	sendto(data: BytesLike, flags: number, address: Address): number;
	sendto(data: BytesLike, ...rest: [Address] | [number, Address]): number {
		const [flags, address] = rest.length === 2 ? rest : [0, rest[0]];
		return transmitTo(this.#state, data, flags, address);
	}

	sendfile(file: FileLike, offset = 0, count?: number): number {
		return sendFile(this.#state, file, offset, count);
	}

	sendmsg(
		buffers: readonly BytesLike[],
		ancdata: readonly AncillaryInput[] = [],
		flags = 0,
		address?: Address,
	): number {
		return sendMessage(this.#state, buffers, ancdata, flags, address);
	}

	recvmsg(bufsize: number, ancbufsize = 0, flags = 0): ReceivedMessage {
		return receiveMessage(this.#state, bufsize, ancbufsize, flags);
	}

	recvmsgInto(buffers: readonly Uint8Array[], ancbufsize = 0, flags = 0): ReceivedIntoMessage {
		return receiveMessageInto(this.#state, buffers, ancbufsize, flags);
	}

	sendFds(buffers: readonly BytesLike[], fds: readonly FileLike[], flags = 0, address?: Address): number {
		return sendDescriptors(this.#state, buffers, fds, flags, address);
	}

	recvFds(bufsize: number, maxfds: number, flags = 0): ReceivedFds {
		return receiveDescriptors(this.#state, bufsize, maxfds, flags);
	}

	sendmmsg(messages: readonly DatagramInput[], flags = 0): number {
		return sendBatch(this.#state, messages, flags);
	}

	recvmmsg(count: number, size: number, flags = 0): Datagram[] {
		return receiveBatch(this.#state, count, size, flags);
	}

	/** What `console.log` and `util.inspect` show: Python's repr(). */
	[inspect.custom](): string {
		return describeSocket(this.#state);
	}
}

/**
 * Makes a Socket of what is known to be one, without asking the kernel.
 *
 * @param state descriptor, kind and time limit. The Socket owns the descriptor, which is close-on-exec, and non-blocking
 *   unless `timeout` is undefined. The record is the Socket's own from here on.
 * @param isHeld whether somebody holds it until it is closed, so that the garbage collector cannot find it before.
 * @returns the Socket.
 */
export function socketFromState(state: SocketState, isHeld = false): Socket {
	// Options are the only way into the constructor, which must not have a fifth argument for our sake.
	return new Socket(undefined, undefined, undefined, new KnownState(state, isHeld) as SocketOptions);
}
