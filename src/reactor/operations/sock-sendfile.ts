/** `sockSendfile`: the kernel sends a file; where it cannot, the file is read and sent. */
import { OSError, SendfileNotAvailableError, ValueError } from "../../errors.js";
import { getsockopt, platform, sendFileChunk, syscall } from "../../ffi/index.js";
import {
	abortable,
	alreadyAborted,
	type Coroutine,
	type Future,
	Operation,
	waitOn,
} from "../../futures/index.js";
import { checkOptions } from "../../internal/index.js";
import type { FileObject } from "../../selectors/index.js";
import { type FileLike, Socket } from "../../sockets/index.js";
import { checkFilePart, type FilePart, isSendfileRefusal } from "../../sockets/internals.js";
import type { SelectorEngine } from "../selector-engine.js";
import { FilePieces } from "./file-pieces.js";
import { KernelSend } from "./kernel-send.js";
import type { SendfileOptions } from "./sendfile-options.js";
import { sockSend } from "./sock-send.js";
import { isAnnounced, socketTarget } from "./socket-target.js";

const { SOCK_STREAM, SOL_SOCKET, SO_TYPE } = platform.sockets.constants;

function isStream(sock: FileObject, fd: number): boolean {
	if (sock instanceof Socket) return sock.type === SOCK_STREAM;
	const type = new Int32Array(1);
	syscall("getsockopt", getsockopt(fd, SOL_SOCKET, SO_TYPE, type, Uint32Array.of(4)), { fd });
	return type[0] === SOCK_STREAM;
}

/** Returns whether the kernel does it; if not, nothing has been sent. */
function* sendByKernel(
	engine: SelectorEngine,
	sock: FileObject,
	pieces: FilePieces,
	{ fd: from, end }: FilePart,
): Coroutine<boolean> {
	const chunk = sendFileChunk();
	if (chunk === undefined) return false;
	const operation = new KernelSend(engine, sock, socketTarget(sock, "sendfile"), chunk, pieces, from, end);
	engine.driver.start(operation, isAnnounced(sock));
	try {
		yield* waitOn(operation);
	} catch (error) {
		if (pieces.sent === 0 && error instanceof OSError && isSendfileRefusal(error.code)) return false;
		throw error;
	}
	return true;
}

function* sendByCopying(engine: SelectorEngine, sock: FileObject, pieces: FilePieces): Coroutine<void> {
	for (;;) {
		const piece = yield* pieces.next();
		if (piece.length === 0) return;
		// Not sockSendall: it cannot tell how much has gone when it is taken back.
		for (let gone = 0; gone < piece.length; ) {
			const sent = yield* waitOn(sockSend(engine, sock, piece.subarray(gone)));
			pieces.at += sent;
			gone += sent;
		}
	}
}

function* sendFile(
	engine: SelectorEngine,
	sock: FileObject,
	pieces: FilePieces,
	part: FilePart,
	fallback: boolean,
): Coroutine<number> {
	try {
		if (!(yield* sendByKernel(engine, sock, pieces, part))) {
			if (!fallback) {
				throw new SendfileNotAvailableError(`Cannot sendfile: the kernel cannot send fd ${part.fd} itself`);
			}
			yield* sendByCopying(engine, sock, pieces);
		}
	} finally {
		pieces.settlePlace();
	}
	return pieces.sent;
}

/**
 * Sends a file; see `SockMethods.sockSendfile`.
 *
 * @param engine the engine.
 * @param sock the socket.
 * @param file the file.
 * @param options which part of it, whether to fall back, a signal.
 * @returns a future of how many bytes were sent.
 */
export function sockSendfile(
	engine: SelectorEngine,
	sock: FileObject,
	file: FileLike,
	options: SendfileOptions = {},
): Future<number> {
	checkOptions(options, "sockSendfile");
	const { offset = 0, count, fallback = true } = options;
	const part = checkFilePart("sockSendfile", file, offset, count);
	const fd = socketTarget(sock, "sendfile");
	if (!isStream(sock, fd)) {
		throw new ValueError("Cannot sockSendfile: only a stream socket can send a file");
	}
	const aborted = alreadyAborted<number>(engine, options);
	if (aborted !== undefined) return aborted;
	const pieces = new FilePieces(engine, file, part);
	return abortable(new Operation(engine, sendFile(engine, sock, pieces, part, fallback)), options);
}
