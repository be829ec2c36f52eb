/**
 * The transport of a datagram socket on a selector: UDP, Unix, or whatever else keeps messages apart.
 *
 * One event has several datagrams received, but never so many that others must wait: as many as were there last time,
 * twice as many where those were all there, up to a bound. So a lone datagram costs one system call, not two, and a flood
 * few events. What the kernel does not take is kept and sent in order: nothing is dropped on this side.
 */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { errno, platform, recvfromAt, send, sendto } from "../../ffi/index.js";
import type { Future } from "../../futures/index.js";
import {
	type DescriptorOwner,
	expectPeer,
	peerBytes,
	peerLength,
	type ReadyCallback,
	readPeer,
	type SelectorEngine,
} from "../../reactor/index.js";
import { EVENT_READ, EVENT_WRITE } from "../../selectors/index.js";
import type { Address, BytesLike, Socket } from "../../sockets/index.js";
import { byteLength, checkBytes } from "../../sockets/internals.js";
import type { DatagramTransport, TransportInfo } from "../interfaces/index.js";
import { letGo } from "../let-go.js";
import type { DatagramProtocol } from "../protocols/index.js";
import { ownAddress, peerAddress } from "../sockets/index.js";
import { TransportBase, type TransportOptions } from "../transport-base.js";
import { checkDatagramProtocol } from "./check-datagram-protocol.js";
import { DatagramQueue } from "./datagram-queue.js";
import { type Receiver, receiverOf } from "./receiver.js";

const { AF_INET, AF_INET6, AF_UNIX, MSG_DONTWAIT, SOCK_SEQPACKET } = platform.sockets.constants;
const { EAGAIN, EINTR, ENOBUFS } = constants.errno;
const sendFlags = MSG_DONTWAIT | platform.sockets.noSignalFlag;

/** No UDP datagram is larger. */
const internetSize = 65_536;
/** asyncio's limit: Unix datagrams and others may be larger than UDP's. */
const largestSize = 256 * 1024;
/** How many datagrams one event has it receive or send at most. */
const mostPerEvent = 32;

/** How a {@link SocketDatagramTransport} is made. */
export interface SocketDatagramOptions extends TransportOptions {
	/** The one address that an unconnected socket is to send to. */
	readonly remoteAddr?: Address | undefined;
	/** Called before the socket is closed: removes the path of a Unix socket. */
	readonly removePath?: (() => void) | undefined;
	/** Told when the protocol has heard of the endpoint. */
	readonly waiter?: Future<void> | undefined;
}

/** Datagrams over a socket. */
export class SocketDatagramTransport
	extends TransportBase<DatagramProtocol>
	implements DatagramTransport, ReadyCallback, DescriptorOwner
{
	declare protected readonly engine: SelectorEngine;
	readonly #sock: Socket;
	readonly #fd: number;
	readonly #readSize: number;
	readonly #peername: Address | undefined;
	readonly #receiver: Receiver;
	readonly #removePath: (() => void) | undefined;
	readonly #queue = new DatagramQueue();
	/** How many datagrams the next event has it ask for. */
	#burst = 1;
	/** Whether readiness watches it for reading, and for writing. */
	#watching = false;
	#watchingWrites = false;
	#paused = false;

	/**
	 * @param engine the engine.
	 * @param sock the socket, non-blocking; the transport's own from here on.
	 * @param protocol its protocol.
	 * @param options its context, its group, its remote address, its path's end and who waits for it.
	 * @throws TypeError if the protocol is none.
	 * @throws RuntimeError if the socket belongs to another transport.
	 */
	constructor(
		engine: SelectorEngine,
		sock: Socket,
		protocol: DatagramProtocol,
		options: SocketDatagramOptions,
	) {
		checkDatagramProtocol(protocol);
		super(engine, protocol, options);
		this.#sock = sock;
		this.#fd = sock.fileno();
		this.#removePath = options.removePath;
		this.#readSize = sock.family === AF_INET || sock.family === AF_INET6 ? internetSize : largestSize;
		this.#peername = peerAddress(sock);
		this.#receiver = {
			remote: options.remoteAddr ?? this.#peername,
			connected: this.#peername !== undefined,
		};
		try {
			engine.driver.adopt(this.#fd, this);
		} catch (error) {
			this.leaveGroup();
			this.unref();
			throw error;
		}
		this.begin(options.waiter);
	}

	isReading(): boolean {
		return !this.#paused && !this.isClosing();
	}

	pauseReading(): void {
		if (!this.isReading()) return;
		this.#paused = true;
		this.stopReading();
	}

	resumeReading(): void {
		if (!this.#paused || this.isClosing()) return;
		this.#paused = false;
		this.startReading();
	}

	sendto(data: BytesLike, address?: Address): void {
		const bytes = checkBytes(data, "Cannot sendto: data");
		const to = receiverOf(this.#sock.family, this.#receiver, address);
		// Asked last: reading the address may have run code of the caller's.
		const size = byteLength(bytes);
		if (this.isLost) {
			this.loseWrite();
			return;
		}
		if (this.#queue.size === 0) {
			if (this.engine.driver.takeTry() && this.#sendOne(bytes, size, to)) return;
			this.#watchWriting();
		}
		this.#queue.push(bytes, to);
		this.wroteMore();
	}

	getWriteBufferSize(): number {
		return this.#queue.size;
	}

	/** Receives what is there: readiness has it called. */
	run(): void {
		if (this.#watching) this.context.runInAsyncScope(this.#receive, this);
	}

	/** Nobody but itself takes it back. */
	cancel(): void {}

	/** It is removed when it wants no more. */
	cancelled(): boolean {
		return false;
	}

	abandoned(reason: unknown): void {
		this.#watching = false;
		this.#watchingWrites = false;
		letGo(this.engine, this.#sock);
		this.forceClose(reason);
	}

	override toString(): string {
		const state = this.isClosing() ? " closing" : "";
		return `<DatagramTransport fd=${this.#fd}${state}>`;
	}

	protected override accept(protocol: unknown): asserts protocol is DatagramProtocol {
		checkDatagramProtocol(protocol);
	}

	protected override startReading(): void {
		if (this.#watching || this.#paused) return;
		try {
			this.engine.driver.setCallback(this.#fd, EVENT_READ, this);
			this.#watching = true;
		} catch (error) {
			this.fatalError(error, "Fatal error: cannot watch the socket");
		}
	}

	protected override stopReading(): void {
		if (!this.#watching) return;
		this.#watching = false;
		this.engine.driver.removeCallback(this.#fd, EVENT_READ);
	}

	protected override dropUnsent(): void {
		this.#queue.clear();
		this.#stopWriting();
	}

	protected override dispose(): void {
		// The user has closed it, or somebody else has its number by now: then it is nothing to us.
		if (this.#sock.fileno() === this.#fd) this.engine.driver.disown(this.#fd);
		this.#removePath?.();
		this.#sock.close();
	}

	protected override describe(name: keyof TransportInfo): unknown {
		if (name === "socket") return this.#sock;
		if (name === "sockname") return ownAddress(this.#sock);
		return name === "peername" ? this.#peername : undefined;
	}

	#receive(): void {
		const { slab } = this.engine;
		const size = this.#readSize;
		const burst = this.#burst;
		for (let count = 0; count < burst; ) {
			expectPeer();
			const got = recvfromAt(this.#fd, slab.reserve(size), size, MSG_DONTWAIT, peerBytes, peerLength);
			if (got < 0) {
				const error = errno();
				if (error === EINTR) continue;
				this.#burst = Math.max(1, count);
				if (error !== EAGAIN) this.#failed(error, "recvfrom");
				return;
			}
			if (got === 0 && this.#sock.type === SOCK_SEQPACKET) {
				// The end of a connection that keeps messages apart; it would be read again and again.
				this.close();
				return;
			}
			count += 1;
			this.#deliver(slab.take(got), readPeer());
			if (!this.#watching) return;
		}
		this.#burst = Math.min(2 * burst, mostPerEvent);
	}

	/** What the protocol throws does not end the endpoint, as in asyncio: one bad datagram must not stop a server. */
	#deliver(data: Buffer, from: Address | undefined): void {
		try {
			const returned: unknown = this.protocol.datagramReceived(data, from);
			// An async method: what it awaits it says in a microtask.
			if (returned !== undefined) this.engine.promiseSettled();
		} catch (exception) {
			this.report(exception, "protocol.datagramReceived() failed");
		}
	}

	#failed(error: number, syscall: string): void {
		try {
			this.protocol.errorReceived(osError(error, syscall, { fd: this.#fd }));
		} catch (exception) {
			this.report(exception, "protocol.errorReceived() failed");
		}
	}

	/** Sends one; returns whether that is settled, well or not: false where there is no room. */
	#sendOne(bytes: Uint8Array, size: number, to: Uint8Array | undefined): boolean {
		for (;;) {
			const sent =
				to === undefined
					? send(this.#fd, bytes, size, sendFlags)
					: sendto(this.#fd, bytes, size, sendFlags, to, to.length);
			if (sent >= 0) return true;
			const error = errno();
			if (error === EINTR) continue;
			// ENOBUFS is how BSD says that a Unix receiver's queue is full.
			if (error === EAGAIN || (error === ENOBUFS && this.#sock.family === AF_UNIX)) return false;
			this.#failed(error, to === undefined ? "send" : "sendto");
			return true;
		}
	}

	#watchWriting(): void {
		const end = { run: () => this.#sendMore(), cancel() {}, cancelled: () => false };
		try {
			this.engine.driver.setCallback(this.#fd, EVENT_WRITE, end);
			this.#watchingWrites = true;
		} catch (error) {
			this.fatalError(error, "Fatal error: cannot watch the socket");
		}
	}

	#stopWriting(): void {
		if (!this.#watchingWrites) return;
		this.#watchingWrites = false;
		this.engine.driver.removeCallback(this.#fd, EVENT_WRITE);
	}

	/** There is room again: readiness has it called. */
	#sendMore(): void {
		if (this.#watchingWrites) this.context.runInAsyncScope(this.#flush, this);
	}

	#flush(): void {
		let sent = 0;
		while (sent < mostPerEvent) {
			const next = this.#queue.peek();
			if (next === undefined || !this.#sendOne(next.bytes, next.bytes.length, next.to)) break;
			// Unless errorReceived() has aborted it.
			if (!this.#watchingWrites) return;
			this.#queue.shift();
			sent += 1;
		}
		this.engine.driver.reportWrite(this.#fd, sent > 0);
		if (this.#queue.size === 0) this.#stopWriting();
		this.sentSome();
		// resumeWriting() may have sent more.
		if (this.#queue.size === 0 && !this.isLost) this.sentAll();
	}
}
