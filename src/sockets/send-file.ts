/**
 * Sending a file: by `sendfile(2)`, which copies nothing through this process, or by reading and sending where the
 * kernel cannot do it for this file or there is no such call.
 */
import { constants } from "node:os";
import { OSError, ValueError } from "../errors.js";
import { errno, lseek, platform, pread, read, sendFileChunk, syscall } from "../ffi/index.js";
import type { FileLike } from "./arguments/check-file.js";
import { checkFilePart } from "./arguments/check-file-part.js";
import { callBlocking } from "./call-blocking.js";
import { isSendfileRefusal } from "./is-sendfile-refusal.js";
import { openDescriptor, type SocketState } from "./socket-state.js";
import { transmitAll } from "./transmit.js";

const { SOCK_STREAM } = platform.sockets.constants;
// Not Linux' own limit of 0x7ffff000, which Darwin and FreeBSD do not share; large enough that calls cost nothing.
const largest = 0x40000000;
const SEEK_SET = 0;

/** `Socket.sendfile`. */
export function sendFile(
	state: SocketState,
	file: FileLike,
	offset: number,
	count: number | undefined,
): number {
	const { fd: from, end } = checkFilePart("sendfile", file, offset, count);
	openDescriptor(state, "sendfile");
	if (state.type !== SOCK_STREAM)
		throw new ValueError("Cannot sendfile: only a stream socket can send a file");
	if (state.timeout === 0) throw new ValueError("Cannot sendfile: the socket is non-blocking");
	return sendByKernel(state, from, offset, end) ?? sendByCopying(state, from, offset, end);
}

/** Returns undefined where the kernel will not do it and nothing has been sent. */
function sendByKernel(state: SocketState, from: number, offset: number, end: number): number | undefined {
	const chunk = sendFileChunk();
	if (chunk === undefined) return undefined;
	const fd = state.fd;
	let at = offset;
	try {
		while (at < end) {
			const size = Math.min(largest, end - at);
			const sent = callBlocking(state, fd, "sendfile", true, () => chunk(fd, from, at, size));
			if (sent === 0) break;
			at += sent;
		}
	} catch (error) {
		if (at === offset && error instanceof OSError && isSendfileRefusal(error.code)) return undefined;
		throw error;
	} finally {
		// As Python does: the file's own place moves to the end of what was sent. What has no place keeps none.
		if (at > offset) lseek(from, at, SEEK_SET);
	}
	return at - offset;
}

/** Reads and sends piece by piece; what has no places, such as a pipe, is read as it comes. */
function sendByCopying(state: SocketState, from: number, offset: number, end: number): number {
	const buffer = Buffer.allocUnsafe(65536);
	let seekable = true;
	let at = offset;
	try {
		while (at < end) {
			const size = Math.min(buffer.length, end - at);
			let got = seekable ? pread(from, buffer, size, at) : read(from, buffer, size);
			if (got < 0 && seekable && offset === 0 && errno() === constants.errno.ESPIPE) {
				seekable = false;
				got = read(from, buffer, size);
			}
			if (got < 0 && errno() === constants.errno.EINTR) continue;
			if (syscall("read", got, { fd: from }) === 0) break;
			transmitAll(state, buffer.subarray(0, got), 0);
			at += got;
		}
	} finally {
		if (seekable && at > offset) lseek(from, at, SEEK_SET);
	}
	return at - offset;
}
