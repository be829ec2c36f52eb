/**
 * `sockConnect`: connects a socket.
 *
 * The call is made once; the kernel then says by writability that it has ended, and by SO_ERROR how. A Unix socket whose
 * listener is full is different: it answers EAGAIN, nothing is under way and no event will come, so it is tried again
 * after a while. (asyncio takes that for a connection in progress.)
 */
import { constants } from "node:os";
import { osError, ValueError } from "../../errors.js";
import { connect, errno, fcntl, getsockopt, platform } from "../../ffi/index.js";
import {
	abortable,
	alreadyAborted,
	type Future,
	type Job,
	type OperationOptions,
} from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { Address } from "../../sockets/index.js";
import { addressDetails } from "../../sockets/internals.js";
import { closedError, ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { familyOf, isAnnounced, socketTarget } from "./socket-target.js";
import { withSockaddr } from "./with-sockaddr.js";

const { SOL_SOCKET, SO_ERROR } = platform.sockets.constants;
const { F_GETFL, O_NONBLOCK } = platform.files;
const { EAGAIN, EINPROGRESS, EINTR } = constants.errno;
/** How soon a full Unix listener is tried again, in milliseconds; each time twice as late, up to the last. */
const firstPause = 1;
const longestPause = 50;

const status = new Int32Array(1);
const statusLength = new Uint32Array(1);

/** A connection that is begun, and waited for. */
export class Connect extends ReadyOperation<void> implements Job {
	protected readonly engine: SelectorEngine;
	private readonly sock: FileObject;
	private readonly address: Address;
	private sockaddr: Uint8Array;
	private pause: number;
	private timer: { cancel(): void } | undefined;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, address: Address) {
		super(engine.driver, sock, fd);
		this.engine = engine;
		this.sock = sock;
		this.address = address;
		this.sockaddr = new Uint8Array(0);
		this.pause = firstPause;
		this.timer = undefined;
	}

	get writes(): boolean {
		return true;
	}

	protected get syscall(): string {
		return "connect";
	}

	/**
	 * Makes the call that begins it.
	 *
	 * @param sockaddr where to, in the kernel's form.
	 */
	begin(sockaddr: Uint8Array): void {
		this.sockaddr = sockaddr;
		if (connect(this.fd, sockaddr, sockaddr.length) === 0) {
			this.setResult();
			return;
		}
		const error = errno();
		// A connect that a signal interrupts goes on in the kernel, like one in progress.
		if (error === EINPROGRESS || error === EINTR) this.engine.driver.wait(this, isAnnounced(this.sock));
		else if (error === EAGAIN) this.tryLater();
		else this.refuse(error);
	}

	/** Tries a full listener again: the timer has it called. */
	run(): void {
		this.engine.driver.aside.delete(this);
		if (this.done()) return;
		if (this.isCurrent()) this.begin(this.sockaddr);
		else this.abort(closedError(this.fd));
	}

	override cancel(message?: string): boolean {
		this.timer?.cancel();
		return super.cancel(message);
	}

	override abort(reason: unknown): void {
		this.timer?.cancel();
		super.abort(reason);
	}

	/** Writable: asks how it ended. */
	protected call(): number {
		statusLength[0] = 4;
		return getsockopt(this.fd, SOL_SOCKET, SO_ERROR, status, statusLength);
	}

	protected finish(): boolean {
		const error = status[0] ?? 0;
		if (error === 0) this.setResult();
		else this.refuse(error);
		return true;
	}

	/**
	 * Fails.
	 *
	 * @param error the error number.
	 */
	refuse(error: number): void {
		this.setException(osError(error, "connect", addressDetails(this.address)));
	}

	private tryLater(): void {
		this.engine.driver.aside.add(this);
		this.timer = this.engine.enqueueLater(this.pause, this);
		this.pause = Math.min(2 * this.pause, longestPause);
	}
}

/**
 * Connects; see `SockMethods.sockConnect`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param address where to.
 * @param options its signal.
 * @returns a future that is done when the connection stands.
 */
export function sockConnect(
	engine: SelectorEngine,
	sock: FileObject,
	address: Address,
	options?: OperationOptions,
): Future<void> {
	const fd = socketTarget(sock, "connect");
	refuseBlocking(sock, fd);
	const aborted = alreadyAborted<void>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = engine.connectOn(sock, fd, address) ?? new Connect(engine, sock, fd, address);
	withSockaddr(engine, operation, familyOf(sock, fd), address, "connect", (sockaddr) =>
		operation.begin(sockaddr),
	);
	return abortable(operation, options);
}

/** Of a Socket it is known already; a foreign descriptor's connect(2) would block the thread, whatever the flags. */
function refuseBlocking(sock: FileObject, fd: number): void {
	if (isAnnounced(sock)) return;
	const flags = fcntl(fd, F_GETFL, "int", 0);
	// One that is not open: connect(2) will say so.
	if (flags < 0 || (flags & O_NONBLOCK) !== 0) return;
	throw new ValueError(`Cannot connect: fd ${fd} must be non-blocking`);
}
