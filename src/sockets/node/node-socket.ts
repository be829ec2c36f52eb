/** A socket of Node's, seen from our side. */
import { inspect } from "node:util";
import type { Address } from "../addresses/address.js";
import type { BytesLike } from "../arguments/check-bytes.js";
import type { FileLike } from "../arguments/check-file.js";
import { announceClosing } from "../close-listeners.js";
import { describeSocket } from "../describe-socket.js";
import type {
	AncillaryInput,
	AncillaryMessage,
	ReceivedFds,
	ReceivedMessage,
} from "../messages/ancillary-message.js";
import { receiveDescriptors, receiveMessage, receiveMessageInto } from "../messages/receive-message.js";
import { sendDescriptors, sendMessage } from "../messages/send-message.js";
import type { MessageMethods } from "../methods/message-methods.js";
import type { OptionAccess } from "../methods/option-access.js";
import { optionValues, type SocketOptionValues } from "../options/index.js";
import { getOption, setOption } from "../raw-options.js";
import { socketName } from "../socket-names.js";
import { openDescriptor } from "../socket-state.js";
import { announceEnd } from "./announce-end.js";
import type { NodeState } from "./node-state.js";

/**
 * The descriptor of a socket that is Node's and stays so: its options, its names, and messages with what goes beside their
 * data. {@link fromNode} makes it.
 *
 * It owns nothing. `close()` lets go of Node's socket and leaves it open; once Node has closed its socket, everything here
 * fails with EBADF. The descriptor's number is asked of Node at each use, so it is never somebody else's.
 *
 * - Receiving is refused while Node reads from the socket, since each would get what the other waits for; with MSG_PEEK it is
 *   allowed, and so is the queue of errors. Node does not read from a stream that was paused before it connected
 *   (`socket.pause()`, or `pauseOnConnect` of a server); later it is too late. It always reads from a datagram socket.
 * - Sending is refused while Node has bytes to write, and on TLS, whose bytes are its own.
 * - Both refusals are a RuntimeError, of the methods here as of the loop's operations.
 * - Nothing blocks: what the kernel cannot do at once is a BlockingIOError. `loop.sockSendmsg(nodeSocket, …)` and its like wait.
 *
 * @example
 * ```ts
 * import { createSocket } from "node:dgram";
 * import { once } from "node:events";
 * import { fromNode, type InetAddress } from "evloop";
 *
 * const socket = createSocket("udp4").bind(0, "127.0.0.1");
 * await once(socket, "listening");
 * using sock = fromNode(socket);
 * sock.options.reuseAddr = true;
 * const [host] = sock.getsockname<InetAddress>();
 * console.log(host, sock.options.reuseAddr); // 127.0.0.1 true
 * socket.close();
 * ```
 */
export class NodeSocket implements MessageMethods, OptionAccess, Disposable {
	readonly #state: NodeState;

	/**
	 * @param state what is known of it.
	 * @hidden
	 */
	constructor(state: NodeState) {
		this.#state = state;
	}

	/** The address family, such as AF_INET. */
	get family(): number {
		return this.#state.family;
	}

	/** The socket type, such as SOCK_STREAM. */
	get type(): number {
		return this.#state.type;
	}

	/** The protocol. */
	get proto(): number {
		return this.#state.proto;
	}

	/** Whether Node has closed its socket, or this has let go of it. */
	get closed(): boolean {
		return this.#state.fd < 0;
	}

	/**
	 * The number of Node's descriptor. Throws nothing.
	 *
	 * @returns the number, or -1 once Node has closed its socket, or this has let go of it.
	 */
	fileno(): number {
		const { handle } = this.#state;
		// Whoever asks may be about to wait for it.
		if (handle !== undefined) announceEnd(handle);
		return this.#state.fd;
	}

	/**
	 * Lets go of Node's socket, which stays as it is; what waits for it in an event loop gets a ConnectionAbortedError.
	 *
	 * Throws nothing.
	 */
	close(): void {
		const { fd } = this.#state;
		this.#state.forget();
		if (fd >= 0) announceClosing(fd);
	}

	/** Lets go of Node's socket at the end of the block that declared this with `using`. */
	[Symbol.dispose](): void {
		this.close();
	}

	/**
	 * The socket's own address.
	 *
	 * @returns the address, in the family's form.
	 * @throws OSError where it is closed (EBADF).
	 */
	getsockname<A extends Address = Address>(): A {
		return socketName(this.#state, "getsockname") as A;
	}

	/**
	 * The peer's address.
	 *
	 * @returns the address, in the family's form.
	 * @throws OSError where there is no peer (ENOTCONN), or it is closed (EBADF).
	 */
	getpeername<A extends Address = Address>(): A {
		return socketName(this.#state, "getpeername") as A;
	}

	/** The socket's options, each a property with a type of its own, as {@link Socket.options}. */
	get options(): SocketOptionValues {
		return optionValues(this.#state, this);
	}

	/**
	 * Reads an option that is a number, as {@link Socket.getsockopt} does.
	 *
	 * @param level such as SOL_SOCKET or IPPROTO_TCP.
	 * @param name such as SO_TYPE or TCP_NODELAY.
	 * @returns the number.
	 * @throws TypeError or RangeError where an argument is no whole number.
	 * @throws OSError where there is no such option (ENOPROTOOPT), or it is closed (EBADF).
	 */
	getsockopt(level: number, name: number): number;
	/**
	 * Reads an option that is a struct or a text.
	 *
	 * @param level such as SOL_SOCKET or IPPROTO_TCP.
	 * @param name such as SO_LINGER.
	 * @param buflen how many bytes to make room for, 1 to 65,536.
	 * @returns what the kernel wrote, in its own layout.
	 * @throws TypeError or RangeError where an argument is no whole number, or out of range.
	 * @throws OSError where there is no such option (ENOPROTOOPT), or it is closed (EBADF).
	 */
	getsockopt(level: number, name: number, buflen: number): Buffer;
	getsockopt(level: number, name: number, buflen?: number): number | Buffer {
		return getOption(this.#state, level, name, buflen);
	}

	/**
	 * Sets an option, as {@link Socket.setsockopt} does.
	 *
	 * @param level such as SOL_SOCKET or IPPROTO_TCP.
	 * @param name such as SO_RCVBUF or TCP_NODELAY.
	 * @param value a number, a boolean, or the bytes of a struct in the kernel's layout.
	 * @throws TypeError or RangeError where an argument is of another kind, or out of range.
	 * @throws OSError where the kernel refuses (ENOPROTOOPT, EINVAL, EPERM), or it is closed (EBADF).
	 */
	setsockopt(level: number, name: number, value: number | boolean | BytesLike): void;
	/**
	 * Sets an option that has a length but no value.
	 *
	 * @param level the level.
	 * @param name the option.
	 * @param value null.
	 * @param optlen the length.
	 * @throws TypeError or RangeError where an argument is of another kind, or out of range.
	 * @throws OSError where the kernel refuses, or it is closed (EBADF).
	 */
	setsockopt(level: number, name: number, value: null, optlen: number): void;
	setsockopt(level: number, name: number, value: number | boolean | BytesLike | null, optlen?: number): void {
		setOption(this.#state, level, name, value, optlen);
	}

	sendmsg(
		buffers: readonly BytesLike[],
		ancdata: readonly AncillaryInput[] = [],
		flags = 0,
		address?: Address,
	): number {
		this.#state.checkWriting("sendmsg");
		return sendMessage(this.#state, buffers, ancdata, flags, address);
	}

	recvmsg(bufsize: number, ancbufsize = 0, flags = 0): ReceivedMessage {
		this.#state.checkReading("recvmsg", flags);
		return receiveMessage(this.#state, bufsize, ancbufsize, flags);
	}

	recvmsgInto(
		buffers: readonly Uint8Array[],
		ancbufsize = 0,
		flags = 0,
	): [received: number, ancdata: AncillaryMessage[], flags: number, address: Address | undefined] {
		this.#state.checkReading("recvmsgInto", flags);
		return receiveMessageInto(this.#state, buffers, ancbufsize, flags);
	}

	sendFds(buffers: readonly BytesLike[], fds: readonly FileLike[], flags = 0, address?: Address): number {
		this.#state.checkWriting("sendFds");
		return sendDescriptors(this.#state, buffers, fds, flags, address);
	}

	recvFds(bufsize: number, maxfds: number, flags = 0): ReceivedFds {
		this.#state.checkReading("recvFds", flags);
		return receiveDescriptors(this.#state, bufsize, maxfds, flags);
	}

	/**
	 * The descriptor for an operation of an event loop.
	 *
	 * @param action the system call: `"recvmsg"`.
	 * @returns the number.
	 * @throws OSError where it is closed (EBADF).
	 * @throws RuntimeError where Node reads and it would receive, or where Node writes and it would send.
	 * @internal
	 */
	filenoFor(action: string): number {
		openDescriptor(this.#state, action);
		if (action.startsWith("recv")) this.#state.checkReading(action, 0);
		if (action.startsWith("send")) this.#state.checkWriting(action);
		return this.fileno();
	}

	/** What `console.log` and `util.inspect` show. */
	[inspect.custom](): string {
		return describeSocket(this.#state).replace("<Socket", "<NodeSocket");
	}
}
