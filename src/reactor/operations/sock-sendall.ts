/** `sockSendall`: sends all of it, however often the socket is full. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { errno, platform, send } from "../../ffi/index.js";
import {
	abortable,
	alreadyAborted,
	type Future,
	failedFuture,
	type OperationOptions,
} from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { BytesLike } from "../../sockets/index.js";
import { byteLength, checkBytes } from "../../sockets/internals.js";
import { ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { expectIntact } from "./intact-memory.js";
import { isAnnounced, socketTarget } from "./socket-target.js";

const flags = platform.sockets.constants.MSG_DONTWAIT | platform.sockets.noSignalFlag;
const { EAGAIN, EINTR } = constants.errno;

class SendAll extends ReadyOperation<void> {
	private readonly data: Uint8Array;
	private readonly size: number;
	private sent: number;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, data: Uint8Array, sent: number) {
		super(engine.driver, sock, fd);
		this.data = data;
		this.size = byteLength(data);
		this.sent = sent;
	}

	get writes(): boolean {
		return true;
	}

	protected get syscall(): string {
		return "send";
	}

	protected call(): number {
		const { data, size, sent } = this;
		expectIntact(data, size, "sockSendall");
		return send(
			this.fd,
			new Uint8Array(data.buffer, data.byteOffset + sent, size - sent),
			size - sent,
			flags,
		);
	}

	protected finish(sent: number): boolean {
		this.sent += sent;
		if (this.sent < this.size) return false;
		this.setResult();
		return true;
	}
}

/**
 * Sends everything; see `SockMethods.sockSendall`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param data the bytes.
 * @param options its signal.
 * @returns a future that is done when the kernel has them all.
 */
export function sockSendall(
	engine: SelectorEngine,
	sock: FileObject,
	data: BytesLike,
	options?: OperationOptions,
): Future<void> {
	const bytes = checkBytes(data, "Cannot sockSendall: data");
	const fd = socketTarget(sock, "send");
	const aborted = alreadyAborted<void>(engine, options);
	if (aborted !== undefined) return aborted;
	const { driver } = engine;
	let sent = 0;
	let tried = false;
	if (driver.takeWriteTry(fd)) {
		// Nearly always all of it fits at once: no operation is made then, and the future is a shared one.
		const length = byteLength(bytes);
		const result = send(fd, bytes, length, flags);
		if (result === length) return engine.finished;
		if (result < 0) {
			// The kernel tells of some errors only once, so this one must be kept.
			const error = errno();
			if (error !== EAGAIN && error !== EINTR) return failedFuture(engine, osError(error, "send", { fd }));
		}
		tried = true;
		sent = Math.max(0, result);
	}
	const operation = new SendAll(engine, sock, fd, bytes, sent);
	if (tried) driver.wait(operation, isAnnounced(sock));
	else driver.start(operation, isAnnounced(sock));
	return abortable(operation, options);
}
