/** How a loop makes transports of child processes. */
import type { Future } from "../../futures/index.js";
import type { SubprocessTransport } from "../interfaces/index.js";
import type { SubprocessOptions, SubprocessShellOptions } from "../processes/index.js";
import type { SubprocessProtocol } from "../protocols/index.js";
import type { ProtocolFactory } from "../sockets/index.js";

/**
 * Child processes with a protocol; `createSubprocessExec` has streams instead.
 *
 * The order of callbacks: `connectionMade → (pipeDataReceived | pipeConnectionLost | processExited)* → connectionLost`.
 * The child's end and those of its pipes may come in any order; `connectionLost` comes when all of them have.
 *
 * Node starts the child and hears of its end, so both are refused while the loop blocks its thread.
 */
export interface ProcessMethods {
	/**
	 * Starts a program.
	 *
	 * @param factory makes the protocol.
	 * @param program its path, or its name, which is looked for along `PATH`.
	 * @param rest its arguments; an object behind them has options, with a signal that takes it back: the child is killed.
	 * @returns a future of the transport and the protocol, done when the child runs and its pipes stand.
	 * @throws TypeError, RangeError or ValueError if something is of the wrong kind.
	 * @throws OSError through the future, if it cannot be started: a FileNotFoundError where there is no such program.
	 * @throws RuntimeError if the loop is closed or blocks its thread.
	 * @throws Whatever the factory throws, through the future.
	 * @example
	 * ```ts
	 * import { getEventLoop, PIPE, SubprocessProtocol } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const over = loop.createFuture<void>();
	 * class Log extends SubprocessProtocol {
	 * 	override pipeDataReceived(fd: number, data: Buffer): void {
	 * 		console.log(fd, data.toString()); // 1 hello
	 * 	}
	 * 	override connectionLost(): void {
	 * 		over.setResult();
	 * 	}
	 * }
	 * const [transport] = await loop.subprocessExec(() => new Log(), "printf", "hello", { stdout: PIPE });
	 * await over;
	 * console.log(transport.getReturncode()); // 0
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.subprocess_exec
	 */
	subprocessExec<P extends SubprocessProtocol>(
		factory: ProtocolFactory<P>,
		program: string,
		...rest: string[] | [...args: string[], options: SubprocessOptions]
	): Future<[transport: SubprocessTransport, protocol: P]>;

	/**
	 * Has the shell run a command. Whatever of it comes from elsewhere must be quoted, or the shell will run that, too.
	 *
	 * @param factory makes the protocol.
	 * @param command the command.
	 * @param options its options, with a signal that takes it back: the shell is killed.
	 * @returns a future of the transport and the protocol, done when the shell runs and its pipes stand.
	 * @throws TypeError, RangeError or ValueError if something is of the wrong kind.
	 * @throws OSError through the future, if the shell cannot be started.
	 * @throws RuntimeError if the loop is closed or blocks its thread.
	 * @throws Whatever the factory throws, through the future.
	 * @example
	 * ```ts
	 * import { getEventLoop, SubprocessProtocol } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const over = loop.createFuture<void>();
	 * class Exit extends SubprocessProtocol {
	 * 	override connectionLost(): void {
	 * 		over.setResult();
	 * 	}
	 * }
	 * const [transport] = await loop.subprocessShell(() => new Exit(), "kill -TERM $$");
	 * await over;
	 * console.log(transport.getReturncode()); // -15
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.subprocess_shell
	 */
	subprocessShell<P extends SubprocessProtocol>(
		factory: ProtocolFactory<P>,
		command: string,
		options?: SubprocessShellOptions,
	): Future<[transport: SubprocessTransport, protocol: P]>;
}
