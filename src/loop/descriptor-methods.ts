/** How a loop watches descriptors. */
import type { Future, OperationOptions } from "../futures/index.js";
import type { Callback, ReaderHandle } from "../reactor/index.js";
import type { FileObject } from "../selectors/index.js";

/**
 * Watching any descriptor: a pipe, a terminal, an eventfd, a C library's socket.
 *
 * The loop cannot know when somebody closes such a descriptor: take its callbacks back first, or tell the loop with
 * {@link DescriptorMethods.notifyClosing}. Our own sockets tell it by themselves.
 */
export interface DescriptorMethods {
	/**
	 * Calls a function whenever a descriptor can be read from, has ended or has failed, until it is removed.
	 *
	 * @param file a descriptor, or anything with `fileno()`.
	 * @param callback the function; it takes the place of an earlier one.
	 * @param args its arguments.
	 * @returns a handle whose `unref()` lets the process end although the descriptor is watched.
	 * @throws TypeError if `callback` is no function.
	 * @throws ValueError if `file` is no file object.
	 * @throws OSError where the descriptor cannot be watched: a PermissionError for a regular file under epoll.
	 * @throws RuntimeError if the loop is closed.
	 * @example
	 * ```ts
	 * import { getEventLoop, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const [a, b] = socketpair();
	 * loop.addReader(a, () => {
	 * 	console.log(a.recv(1024).toString()); // hello
	 * 	loop.removeReader(a);
	 * 	a.close();
	 * });
	 * b.send("hello");
	 * b.close();
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.add_reader
	 */
	addReader<A extends unknown[]>(file: FileObject, callback: Callback<A>, ...args: A): ReaderHandle;

	/**
	 * Takes the callback of {@link DescriptorMethods.addReader} back; it is not called any more, not even if the
	 * descriptor was found ready already.
	 *
	 * @param file the descriptor, or the file object.
	 * @returns whether there was one.
	 * @throws ValueError if `file` is no file object.
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.remove_reader
	 */
	removeReader(file: FileObject): boolean;

	/**
	 * Calls a function whenever a descriptor can be written to or has failed, until it is removed.
	 *
	 * @param file a descriptor, or anything with `fileno()`.
	 * @param callback the function; it takes the place of an earlier one.
	 * @param args its arguments.
	 * @returns a handle whose `unref()` lets the process end although the descriptor is watched.
	 * @throws TypeError if `callback` is no function.
	 * @throws ValueError if `file` is no file object.
	 * @throws OSError where the descriptor cannot be watched.
	 * @throws RuntimeError if the loop is closed.
	 * @example
	 * ```ts
	 * import { getEventLoop, socketpair } from "evloop";
	 *
	 * const loop = getEventLoop();
	 * const [a, b] = socketpair();
	 * loop.addWriter(a, () => {
	 * 	loop.removeWriter(a);
	 * 	console.log(a.send("there is room")); // 13
	 * 	a.close();
	 * 	b.close();
	 * });
	 * ```
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.add_writer
	 */
	addWriter<A extends unknown[]>(file: FileObject, callback: Callback<A>, ...args: A): ReaderHandle;

	/**
	 * Takes the callback of {@link DescriptorMethods.addWriter} back.
	 *
	 * @param file the descriptor, or the file object.
	 * @returns whether there was one.
	 * @throws ValueError if `file` is no file object.
	 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.remove_writer
	 */
	removeWriter(file: FileObject): boolean;

	/**
	 * Waits until a descriptor can be read from, has ended or has failed.
	 *
	 * @param file a descriptor, or anything with `fileno()`.
	 * @param options a signal that takes it back.
	 * @returns a future that is done then; nothing was read.
	 * @throws ValueError if `file` is no file object.
	 * @throws OSError through the future, where the descriptor cannot be watched.
	 * @example
	 * ```ts
	 * import { getEventLoop, socketpair } from "evloop";
	 *
	 * const [a, b] = socketpair();
	 * b.send("x");
	 * await getEventLoop().waitReadable(a);
	 * console.log(a.recv(1).toString()); // x
	 * a.close();
	 * b.close();
	 * ```
	 */
	waitReadable(file: FileObject, options?: OperationOptions): Future<void>;

	/**
	 * Waits until a descriptor can be written to or has failed.
	 *
	 * @param file a descriptor, or anything with `fileno()`.
	 * @param options a signal that takes it back.
	 * @returns a future that is done then; nothing was written.
	 * @throws ValueError if `file` is no file object.
	 * @throws OSError through the future, where the descriptor cannot be watched.
	 */
	waitWritable(file: FileObject, options?: OperationOptions): Future<void>;

	/**
	 * Tells the loop that a descriptor is about to be closed: it is watched no more, its callbacks are gone, and who waits
	 * for it gets a ConnectionAbortedError. Call it before close(2), for descriptors that are not our sockets'.
	 *
	 * @param file the descriptor, or the file object.
	 * @throws ValueError if `file` is no file object.
	 */
	notifyClosing(file: FileObject): void;
}
