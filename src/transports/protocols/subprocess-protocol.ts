/** The protocol of a child process. */
import { BaseProtocol } from "./base-protocol.js";

/**
 * Receives what a child process writes, and hears of its end.
 *
 * @example
 * ```ts
 * import { SubprocessProtocol } from "evloop";
 *
 * class Log extends SubprocessProtocol {
 * 	override pipeDataReceived(fd: number, data: Buffer): void {
 * 		console.log(fd, data.toString()); // 1 hello
 * 	}
 * }
 * new Log().pipeDataReceived(1, Buffer.from("hello"));
 * ```
 * @see https://docs.python.org/3/library/asyncio-protocol.html#subprocess-protocols
 */
export class SubprocessProtocol extends BaseProtocol {
	/**
	 * The child has written something. Throws nothing.
	 *
	 * @param _fd the child's descriptor: 1 for its standard output, 2 for its standard error.
	 * @param _data the bytes, the protocol's own; at least one.
	 */
	pipeDataReceived(_fd: number, _data: Buffer): void {}

	/**
	 * A pipe to or from the child was closed. Throws nothing.
	 *
	 * @param _fd the child's descriptor.
	 * @param _exc why; `undefined` where it ended in good order.
	 */
	pipeConnectionLost(_fd: number, _exc: unknown): void {}

	/** The child has ended; its pipes may still hold something. Throws nothing. */
	processExited(): void {}
}
