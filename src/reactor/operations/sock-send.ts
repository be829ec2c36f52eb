/** `sockSend`: sends what fits. */
import { platform, send } from "../../ffi/index.js";
import { abortable, alreadyAborted, type Future, type OperationOptions } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { BytesLike } from "../../sockets/index.js";
import { byteLength, checkBytes } from "../../sockets/internals.js";
import { ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { expectIntact } from "./intact-memory.js";
import { isAnnounced, socketTarget } from "./socket-target.js";

const flags = platform.sockets.constants.MSG_DONTWAIT | platform.sockets.noSignalFlag;

class Send extends ReadyOperation<number> {
	private readonly data: Uint8Array;
	private readonly size: number;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, data: Uint8Array) {
		super(engine.driver, sock, fd);
		this.data = data;
		this.size = byteLength(data);
	}

	get writes(): boolean {
		return true;
	}

	protected get syscall(): string {
		return "send";
	}

	protected call(): number {
		expectIntact(this.data, this.size, "sockSend");
		return send(this.fd, this.data, this.size, flags);
	}

	protected finish(sent: number): boolean {
		this.setResult(sent);
		return true;
	}
}

/**
 * Sends what fits; see `SockMethods.sockSend`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param data the bytes.
 * @param options its signal.
 * @returns a future of how many bytes were sent.
 */
export function sockSend(
	engine: SelectorEngine,
	sock: FileObject,
	data: BytesLike,
	options?: OperationOptions,
): Future<number> {
	const bytes = checkBytes(data, "Cannot sockSend: data");
	const fd = socketTarget(sock, "send");
	const aborted = alreadyAborted<number>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new Send(engine, sock, fd, bytes);
	engine.driver.start(operation, isAnnounced(sock));
	return abortable(operation, options);
}
