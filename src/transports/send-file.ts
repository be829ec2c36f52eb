/** `sendfile`: sends a file over a transport, by the kernel where nothing lies between the transport and its socket. */
import { RuntimeError, SendfileNotAvailableError } from "../errors.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	type Future,
	Operation,
	waitOn,
} from "../futures/index.js";
import { checkOptions } from "../internal/index.js";
import { FilePieces, type SelectorEngine, type SendfileOptions, sockSendfile } from "../reactor/index.js";
import type { FileLike, Socket } from "../sockets/index.js";
import { checkFilePart, type FilePart } from "../sockets/internals.js";
import type { WriteTransport } from "./interfaces/index.js";
import { SocketTransport } from "./sockets/index.js";
import { TransportBase } from "./transport-base.js";

/** A transport of ours that can be written to. */
type Writable = WriteTransport & TransportBase;

function isWritable(transport: WriteTransport): transport is Writable {
	return (
		transport instanceof TransportBase && typeof (transport as Partial<WriteTransport>).write === "function"
	);
}

/** What was written before goes first; until the file is sent, nobody else writes or reads. */
function* sendByKernel(
	engine: SelectorEngine,
	transport: SocketTransport,
	file: FileLike,
	options: SendfileOptions,
): Coroutine<number> {
	const drained = transport.lend();
	try {
		yield* waitOn(drained);
		const { offset, count } = options;
		const sock = transport.getExtraInfo("socket") as Socket;
		return yield* waitOn(sockSendfile(engine, sock, file, { offset, count, fallback: false }));
	} finally {
		transport.takeBack();
	}
}

/** Reads and writes, as much as the transport's buffer is meant to hold. */
function* sendByWriting(
	engine: SelectorEngine,
	transport: Writable,
	file: FileLike,
	part: FilePart,
): Coroutine<number> {
	const pieces = new FilePieces(engine, file, part);
	try {
		for (;;) {
			yield* waitOn(transport.whenRoom());
			const piece = yield* pieces.next();
			if (piece.length === 0) return pieces.sent;
			if (transport.isClosing())
				throw new RuntimeError("Cannot sendfile: the transport was closed meanwhile");
			transport.write(piece);
			pieces.at += piece.length;
		}
	} finally {
		pieces.settlePlace();
	}
}

function* sendEither(
	engine: SelectorEngine,
	transport: Writable,
	file: FileLike,
	part: FilePart,
	options: SendfileOptions,
): Coroutine<number> {
	const { fallback = true } = options;
	if (transport instanceof SocketTransport) {
		try {
			return yield* sendByKernel(engine, transport, file, options);
		} catch (error) {
			if (!fallback || !(error instanceof SendfileNotAvailableError)) throw error;
		}
	} else if (!fallback) {
		throw new SendfileNotAvailableError(`Cannot sendfile: the kernel cannot send over ${transport}`);
	}
	return yield* sendByWriting(engine, transport, file, part);
}

/**
 * Sends a file; see `SendfileMethods.sendfile`.
 *
 * @param engine the engine.
 * @param transport the transport.
 * @param file the file.
 * @param options which part of it, whether to fall back, a signal.
 * @returns a future of how many bytes were sent.
 */
export function sendFile(
	engine: SelectorEngine,
	transport: WriteTransport,
	file: FileLike,
	options: SendfileOptions = {},
): Future<number> {
	checkOptions(options, "sendfile");
	const { offset = 0, count } = options;
	const part = checkFilePart("sendfile", file, offset, count);
	if (!isWritable(transport)) {
		throw new TypeError("Cannot sendfile: the transport must be one of this loop's that can be written to");
	}
	const aborted = alreadyAborted<number>(engine, options);
	if (aborted !== undefined) return aborted;
	if (transport.isClosing()) throw new RuntimeError("Cannot sendfile: the transport is closing");
	return abortable(new Operation(engine, sendEither(engine, transport, file, part, options)), options);
}
