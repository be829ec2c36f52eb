/** What `sockSendmsg` and `sockSendFds` share. */
import { platform } from "../../ffi/index.js";
import { abortable, alreadyAborted, type Future } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import { OutgoingMessage } from "../../sockets/internals.js";
import { ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import type { SendMessageOptions } from "./message-options.js";
import { familyOf, isAnnounced, socketTarget, typeOf } from "./socket-target.js";
import { withSockaddr } from "./with-sockaddr.js";

const { MSG_DONTWAIT } = platform.sockets.constants;

class SendMessage extends ReadyOperation<number> {
	private readonly message: OutgoingMessage;

	constructor(engine: SelectorEngine, sock: FileObject, fd: number, message: OutgoingMessage) {
		super(engine.driver, sock, fd);
		this.message = message;
	}

	get writes(): boolean {
		return true;
	}

	protected get syscall(): string {
		return "sendmsg";
	}

	protected call(): number {
		return this.message.attempt(this.fd, MSG_DONTWAIT);
	}

	protected finish(sent: number): boolean {
		this.setResult(sent);
		return true;
	}
}

/**
 * Sends a message.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param action the method, for errors.
 * @param buffers the data.
 * @param ancdata the control messages.
 * @param options its address, flags and signal.
 * @returns a future of how many bytes of data went.
 */
export function sendMessage(
	engine: SelectorEngine,
	sock: FileObject,
	action: string,
	buffers: unknown,
	ancdata: unknown,
	options: SendMessageOptions | undefined,
): Future<number> {
	const message = new OutgoingMessage(action, buffers, ancdata, options?.flags ?? 0);
	const fd = socketTarget(sock, "sendmsg");
	message.checkCarrier(() => typeOf(sock, fd));
	const aborted = alreadyAborted<number>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new SendMessage(engine, sock, fd, message);
	const address = options?.address;
	if (address === undefined) {
		engine.driver.start(operation, isAnnounced(sock));
	} else {
		withSockaddr(engine, operation, familyOf(sock, fd), address, "sendmsg", (sockaddr) => {
			message.address = sockaddr;
			engine.driver.start(operation, isAnnounced(sock));
		});
	}
	return abortable(operation, options);
}
