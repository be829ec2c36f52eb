/** How a loop makes transports of pipes. */
import type { Future, OperationOptions } from "../../futures/index.js";
import type { FileObject } from "../../selectors/index.js";
import type { ReadTransport, WriteTransport } from "../interfaces/index.js";
import type { BaseProtocol, Protocol } from "../protocols/index.js";
import type { ProtocolFactory } from "../sockets/index.js";

/**
 * Protocols over pipes, with or without a name, terminals and their masters, other character devices, and sockets.
 *
 * The pipe becomes the transport's own, and is closed along with it: with its own `close()` where it has one. One
 * descriptor has one transport; for both directions of a terminal's master, duplicate it.
 *
 * Waiting must not block the loop, and O_NONBLOCK would be set for everybody who has the same terminal or stream open. So
 * the standard streams (0 to 2) and all terminals are opened once more where the system can do that, or asked by poll(2)
 * before each read and write; their own flags never change. When a transport closes a standard stream, the null device
 * takes its place.
 */
export interface PipeMethods {
	/**
	 * Has a protocol read from a pipe: `connectionMade → (dataReceived)* → eofReceived? → connectionLost`.
	 *
	 * When the writers are gone, the transport closes itself, whatever `eofReceived` returns.
	 *
	 * @param factory makes the protocol.
	 * @param pipe a descriptor, or anything with `fileno()`.
	 * @param options a signal that takes it back; the pipe is closed then.
	 * @returns a future of the transport and the protocol, done once `connectionMade` was called.
	 * @throws TypeError if `factory` is no function.
	 * @throws ValueError if `pipe` is no file object, or a regular file, a directory or a block device.
	 * @throws OSError if it is closed, or, through the future, if the selector cannot wait for it, as for /dev/null.
	 * @throws RuntimeError if the loop is closed, or, through the future, if the pipe has a transport already.
	 * @throws Whatever the factory or `connectionMade` throws, through the future.
	 * @example
	 * ```ts
	 * import { spawnSync } from "node:child_process";
	 * import { mkdtempSync, openSync, rmSync } from "node:fs";
	 * import { getEventLoop, Protocol } from "evloop";
	 *
	 * const folder = mkdtempSync("/tmp/evloop-");
	 * spawnSync("mkfifo", [`${folder}/pipe`]);
	 * const pipe = openSync(`${folder}/pipe`, "r+");
	 *
	 * const loop = getEventLoop();
	 * const received = loop.createFuture<string>();
	 * class Reader extends Protocol {
	 * 	override dataReceived(data: Buffer): void {
	 * 		received.setResult(data.toString().trimEnd());
	 * 	}
	 * }
	 * const [transport] = await loop.connectReadPipe(() => new Reader(), pipe);
	 * spawnSync("sh", ["-c", `echo hello > ${folder}/pipe`]);
	 * console.log(await received); // hello
	 * transport.close();
	 * rmSync(folder, { recursive: true });
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.connect_read_pipe
	 */
	connectReadPipe<P extends Protocol>(
		factory: ProtocolFactory<P>,
		pipe: FileObject,
		options?: OperationOptions,
	): Future<[transport: ReadTransport, protocol: P]>;

	/**
	 * Has a protocol write to a pipe: `connectionMade → (pauseWriting → resumeWriting)* → connectionLost`.
	 *
	 * When the reader goes away, the transport closes itself: `connectionLost` gets a BrokenPipeError if something was not
	 * written yet, and `undefined` otherwise. `writeEof()` is `close()`.
	 *
	 * @param factory makes the protocol.
	 * @param pipe a descriptor, or anything with `fileno()`.
	 * @param options a signal that takes it back; the pipe is closed then.
	 * @returns a future of the transport and the protocol, done once `connectionMade` was called.
	 * @throws TypeError if `factory` is no function.
	 * @throws ValueError if `pipe` is no file object, or a regular file, a directory or a block device.
	 * @throws OSError if it is closed.
	 * @throws RuntimeError if the loop is closed, or, through the future, if the pipe has a transport already.
	 * @throws Whatever the factory or `connectionMade` throws, through the future.
	 * @example
	 * ```ts
	 * import { BaseProtocol, getEventLoop, socketpair } from "evloop";
	 *
	 * const [a, b] = socketpair();
	 * const [transport] = await getEventLoop().connectWritePipe(() => new BaseProtocol(), a);
	 * transport.write("hello");
	 * console.log(b.recv(1024).toString()); // hello
	 * transport.close();
	 * b.close();
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.connect_write_pipe
	 */
	connectWritePipe<P extends BaseProtocol>(
		factory: ProtocolFactory<P>,
		pipe: FileObject,
		options?: OperationOptions,
	): Future<[transport: WriteTransport, protocol: P]>;
}
