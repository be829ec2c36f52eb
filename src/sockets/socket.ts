/** The socket that users hold: Python's, name for name. Its methods are one line each; the work is in the files beside. */
import { inspect } from "node:util";
import { ValueError } from "../errors.js";
import { openSocket, openSocketPair, platform, setBlockingFlag, syscall } from "../ffi/index.js";
import { acceptConnection } from "./accept.js";
import type { Address } from "./addresses/address.js";
import type { BytesLike } from "./arguments/check-bytes.js";
import { checkInteger } from "./arguments/check-integer.js";
import { closeSocket, releaseDescriptor } from "./close-socket.js";
import { bindSocket, connectOrThrow, connectSocket, listenSocket } from "./connect.js";
import { getOption, readOption, setOption } from "./options.js";
import { receive, receiveFrom, receiveFromInto, receiveInto } from "./receive.js";
import { socketName } from "./socket-names.js";
import type { SocketState } from "./socket-state.js";
import { getdefaulttimeout, setTimeLimit } from "./timeouts.js";
import { transmit, transmitAll, transmitTo } from "./transmit.js";
import { unwatchSocket, watchSocket } from "./unclosed-sockets.js";

const { AF_INET, SOCK_STREAM, SOL_SOCKET, SO_TYPE, SO_DOMAIN, SO_PROTOCOL, SOCK_NONBLOCK, SOCK_CLOEXEC } =
	platform.sockets.constants;

/** A descriptor that is known to be a socket of this kind: nothing about it needs to be asked. */
class KnownDescriptor {
	constructor(
		readonly fileno: number,
		readonly timeout: number | undefined,
	) {}
}

/**
 * A socket.
 */
export class Socket {
	readonly #state: SocketState;

	constructor(family?: number, type?: number, proto?: number, options: { fileno?: number } = {}) {
		this.#state =
			options instanceof KnownDescriptor
				? {
						fd: options.fileno,
						timeout: options.timeout,
						family: family ?? AF_INET,
						type: type ?? SOCK_STREAM,
						proto: proto ?? 0,
					}
				: openState(family, type, proto, options.fileno);
		watchSocket(this, this.#state);
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
		closeSocket(this.#state);
	}

	[Symbol.dispose](): void {
		this.close();
	}

	detach(): number {
		unwatchSocket(this.#state);
		return releaseDescriptor(this.#state);
	}

	setblocking(flag: boolean): void {
		this.settimeout(flag ? undefined : 0);
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
		connectOrThrow(this.#state, address);
	}

	connectEx(address: Address): number {
		return connectSocket(this.#state, address);
	}

	accept(): [connection: Socket, address: Address | undefined] {
		const timeout = getdefaulttimeout();
		const { family, type, proto } = this.#state;
		const [fd, address] = acceptConnection(this.#state, timeout !== undefined);
		return [socketFromDescriptor(fd, family, type, proto, timeout), address];
	}

	getsockname<A extends Address = Address>(): A {
		return socketName(this.#state, "getsockname") as A;
	}

	getpeername<A extends Address = Address>(): A {
		return socketName(this.#state, "getpeername") as A;
	}

	getsockopt(level: number, name: number): number;
	getsockopt(level: number, name: number, buflen: number): Buffer;
	getsockopt(level: number, name: number, buflen?: number): number | Buffer {
		return getOption(this.#state, level, name, buflen);
	}

	setsockopt(level: number, name: number, value: number | boolean | BytesLike): void;
	setsockopt(level: number, name: number, value: null, optlen: number): void;
	setsockopt(level: number, name: number, value: number | boolean | BytesLike | null, optlen?: number): void {
		setOption(this.#state, level, name, value, optlen);
	}

	recv(bufsize: number, flags = 0): Buffer {
		return receive(this.#state, bufsize, flags);
	}

	recvInto(buffer: Uint8Array, nbytes?: number, flags = 0): number {
		return receiveInto(this.#state, buffer, nbytes, flags);
	}

	recvfrom(bufsize: number, flags = 0): [data: Buffer, address: Address | undefined] {
		return receiveFrom(this.#state, bufsize, flags);
	}

	recvfromInto(
		buffer: Uint8Array,
		nbytes?: number,
		flags = 0,
	): [received: number, address: Address | undefined] {
		return receiveFromInto(this.#state, buffer, nbytes, flags);
	}

	send(data: BytesLike, flags = 0): number {
		return transmit(this.#state, data, flags);
	}

	sendall(data: BytesLike, flags = 0): void {
		transmitAll(this.#state, data, flags);
	}

	sendto(data: BytesLike, address: Address): number;
	sendto(data: BytesLike, flags: number, address: Address): number;
	sendto(data: BytesLike, ...rest: [Address] | [number, Address]): number {
		const [flags, address] = rest.length === 1 ? [0, rest[0]] : rest;
		return transmitTo(this.#state, data, flags, address);
	}

	[inspect.custom](): string {
		return `<Socket fd=${this.fileno()}, family=${this.family}, type=${this.type}, proto=${this.proto}>`;
	}
}

/** Opens a new socket, or asks the kernel what a given one is. */
function openState(
	family: number | undefined,
	type: number | undefined,
	proto: number | undefined,
	fileno: number | undefined,
): SocketState {
	for (const [what, value] of Object.entries({ family, type, proto })) {
		if (value !== undefined) checkInteger(value, `Cannot make a socket: ${what}`);
	}
	const timeout = getdefaulttimeout();
	if (fileno !== undefined) {
		const fd = checkDescriptor(fileno);
		const state = {
			fd,
			timeout,
			type: type ?? readOption(fd, SOL_SOCKET, SO_TYPE),
			family: family ?? readOption(fd, SOL_SOCKET, SO_DOMAIN),
			proto: proto ?? readOption(fd, SOL_SOCKET, SO_PROTOCOL),
		};
		if (timeout !== undefined) syscall("fcntl", setBlockingFlag(fd, false), { fd });
		return state;
	}
	const wanted = type ?? SOCK_STREAM;
	const flags = wanted & (SOCK_NONBLOCK | SOCK_CLOEXEC);
	const state = {
		fd: -1,
		timeout: (wanted & SOCK_NONBLOCK) !== 0 ? 0 : timeout,
		family: family ?? AF_INET,
		type: wanted ^ flags,
		proto: proto ?? 0,
	};
	state.fd = syscall(
		"socket",
		openSocket(state.family, state.type, state.proto, state.timeout !== undefined),
	);
	return state;
}

function checkDescriptor(fileno: unknown): number {
	const fd = checkInteger(fileno, "Cannot make a socket: fileno");
	if (fd < 0) throw new ValueError(`Cannot make a socket: fileno must not be negative, got ${fd}`);
	return fd;
}

/**
 * Makes a Socket of a descriptor that is known to be a socket, without asking the kernel what it is.
 *
 * @internal
 * @param fd the descriptor, close-on-exec, which the Socket owns from here on; non-blocking unless `timeout` is undefined.
 * @param family the address family.
 * @param type the socket type.
 * @param proto the protocol.
 * @param timeout the time limit in milliseconds, 0 for a non-blocking socket, undefined for a blocking one.
 * @returns the Socket.
 */
export function socketFromDescriptor(
	fd: number,
	family: number,
	type: number,
	proto: number,
	timeout: number | undefined,
): Socket {
	return new Socket(family, type, proto, new KnownDescriptor(fd, timeout) as { fileno: number });
}

const pair = new Int32Array(2);

/** Makes two sockets that are connected to each other. */
export function socketpair(
	family: number = platform.sockets.constants.AF_UNIX,
	type: number = SOCK_STREAM,
	proto = 0,
): [Socket, Socket] {
	checkInteger(family, "Cannot make a socketpair: family");
	checkInteger(type, "Cannot make a socketpair: type");
	checkInteger(proto, "Cannot make a socketpair: proto");
	const flags = type & (SOCK_NONBLOCK | SOCK_CLOEXEC);
	const timeout = (type & SOCK_NONBLOCK) !== 0 ? 0 : getdefaulttimeout();
	syscall("socketpair", openSocketPair(family, type ^ flags, proto, pair, timeout !== undefined));
	const [first = -1, second = -1] = pair;
	return [
		socketFromDescriptor(first, family, type ^ flags, proto, timeout),
		socketFromDescriptor(second, family, type ^ flags, proto, timeout),
	];
}
