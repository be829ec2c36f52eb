/** `sockSendto`: sends a datagram to an address. */
import { platform, sendto } from "../../ffi/index.js";
import { abortable, alreadyAborted, type Future, type OperationOptions } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { Address, BytesLike } from "../../sockets/index.js";
import { byteLength, checkBytes } from "../../sockets/internals.js";
import { ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { expectIntact } from "./intact-memory.js";
import { familyOf, isAnnounced, socketTarget } from "./socket-target.js";
import { withSockaddr } from "./with-sockaddr.js";

const flags = platform.sockets.constants.MSG_DONTWAIT | platform.sockets.noSignalFlag;

class SendTo extends ReadyOperation<number> {
	private readonly data: Uint8Array;
	private readonly size: number;
	/** Where it goes, in the kernel's form. */
	address: Uint8Array;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, data: Uint8Array) {
		super(engine.driver, sock, fd);
		this.data = data;
		this.size = byteLength(data);
		this.address = new Uint8Array(0);
	}

	get writes(): boolean {
		return true;
	}

	protected get syscall(): string {
		return "sendto";
	}

	protected call(): number {
		const { fd, data, size, address } = this;
		expectIntact(data, size, "sockSendto");
		return sendto(fd, data, size, flags, address, address.length);
	}

	protected finish(sent: number): boolean {
		this.setResult(sent);
		return true;
	}
}

/**
 * Sends a datagram; see `SockMethods.sockSendto`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param data the bytes.
 * @param address where it goes.
 * @param options its signal.
 * @returns a future of how many bytes were sent.
 */
export function sockSendto(
	engine: SelectorEngine,
	sock: FileObject,
	data: BytesLike,
	address: Address,
	options?: OperationOptions,
): Future<number> {
	const bytes = checkBytes(data, "Cannot sockSendto: data");
	const fd = socketTarget(sock, "sendto");
	const aborted = alreadyAborted<number>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new SendTo(engine, sock, fd, bytes);
	withSockaddr(engine, operation, familyOf(sock, fd), address, "sendto", (sockaddr) => {
		operation.address = sockaddr;
		engine.driver.start(operation, isAnnounced(sock));
	});
	return abortable(operation, options);
}
