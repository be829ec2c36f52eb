/** `sockConnect` on a ring: the kernel connects to the end, and tells how that went. */
import { NativeBuffer, platform, uringOp } from "../../ffi/index.js";
import type { FileObject } from "../../selectors/index.js";
import { type Address, Socket } from "../../sockets/index.js";
import { Connect } from "../operations/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import type { Ring } from "./ring.js";
import type { RingDriver } from "./ring-driver.js";
import type { RingRequest } from "./ring-request.js";

const { AF_INET, AF_INET6, SOCK_STREAM } = platform.sockets.constants;

/**
 * A connection that the kernel makes.
 *
 * It is begun at once, as by a call: who is told of EALREADY, which local address there is, and what a receive answers do
 * not depend on when the turn is over.
 */
export class RingConnect extends Connect implements RingRequest {
	place: number;
	/** What the socket tells afterwards is another error, or none. */
	readonly isRepeatable: boolean;
	private readonly driver: RingDriver;
	/** The kernel's until the request has ended. */
	private destination: NativeBuffer | undefined;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, address: Address) {
		super(engine, sock, fd, address);
		this.place = -1;
		this.isRepeatable = false;
		this.driver = engine.driver as RingDriver;
		this.destination = undefined;
	}

	override get isElsewhere(): boolean {
		return this.place >= 0;
	}

	override begin(sockaddr: Uint8Array): void {
		this.destination = new NativeBuffer(sockaddr.length);
		new Uint8Array(this.destination.bytes).set(sockaddr);
		// Behind somebody who waits for the same socket the call says what is wrong with that.
		if (!this.driver.begin(this)) super.begin(sockaddr);
	}

	submit(ring: Ring): void {
		const { address, bytes } = this.destination as NativeBuffer;
		this.place = ring.request(uringOp.CONNECT, this.fd, address, 0, this, { offset: bytes.byteLength });
	}

	complete(result: number, flags: number): void {
		this.place = -1;
		this.driver.completed(this, result, flags);
	}

	conclude(): boolean {
		this.setResult();
		return true;
	}

	discard(): void {}

	override cancel(message?: string): boolean {
		this.driver.recall(this);
		return super.cancel(message);
	}

	override setResult(): void {
		this.leave();
		super.setResult();
	}

	override setException(reason: unknown): void {
		this.leave();
		super.setException(reason);
	}

	/** Somebody else settles it while the kernel has it. */
	private leave(): void {
		if (this.place >= 0) this.driver.withdraw(this);
	}
}

/**
 * Whether the kernel is to connect a socket: not a foreign one, which may be closed while the kernel has it, nor one that
 * connects at once or, as a Unix socket, has no end to wait for.
 *
 * @param sock the socket.
 * @returns whether it is.
 */
export function canConnect(sock: FileObject): boolean {
	if (!(sock instanceof Socket) || sock.type !== SOCK_STREAM) return false;
	return sock.family === AF_INET || sock.family === AF_INET6;
}
