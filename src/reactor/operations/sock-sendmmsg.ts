/** `sockSendmmsg`: sends many datagrams with one call. */
import { ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { abortable, alreadyAborted, type Future } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { Address, DatagramInput } from "../../sockets/index.js";
import { checkBatchSocket, encodeAddress, OutgoingBatch } from "../../sockets/internals.js";
import { ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import type { MessageOptions } from "./message-options.js";
import { familyOf, isAnnounced, socketTarget, typeOf } from "./socket-target.js";

const { MSG_DONTWAIT } = platform.sockets.constants;

class SendBatch extends ReadyOperation<number> {
	private readonly batch: OutgoingBatch;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, batch: OutgoingBatch) {
		super(engine.driver, sock, fd);
		this.batch = batch;
	}

	get writes(): boolean {
		return true;
	}

	protected get syscall(): string {
		return "sendmmsg";
	}

	protected call(): number {
		return this.batch.attempt(this.fd, MSG_DONTWAIT);
	}

	protected finish(sent: number): boolean {
		this.setResult(sent);
		return true;
	}
}

/**
 * Sends many datagrams; see `SockMessageMethods.sockSendmmsg`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param messages pairs of data and address.
 * @param options its flags and signal.
 * @returns a future of how many went.
 */
export function sockSendmmsg(
	engine: SelectorEngine,
	sock: FileObject,
	messages: readonly DatagramInput[],
	options?: MessageOptions,
): Future<number> {
	const target = socketTarget(sock, "sendmmsg");
	checkBatchSocket(typeOf(sock, target), "sockSendmmsg");
	const family = familyOf(sock, target);
	const batch = new OutgoingBatch("sockSendmmsg", messages, options?.flags ?? 0, (address) =>
		encodeLiteral(family, address),
	);
	// Asked again: reading the addresses may have run code of the caller's, such as a getter that closes the socket.
	const fd = socketTarget(sock, "sendmmsg");
	const aborted = alreadyAborted<number>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new SendBatch(engine, sock, fd, batch);
	engine.driver.start(operation, isAnnounced(sock));
	return abortable(operation, options);
}

function encodeLiteral(family: number, address: Address): Uint8Array {
	const encoded = encodeAddress(family, address, "sockSendmmsg");
	if (encoded === undefined) {
		throw new ValueError(
			`Cannot sockSendmmsg: the host of ${String(address)} is a name; look it up with loop.getaddrinfo() first`,
		);
	}
	return encoded;
}
