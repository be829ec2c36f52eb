/**
 * `sendfile(2)`, which every system calls differently.
 *
 * Linux takes the offset by reference and returns the count. Darwin takes a count by reference and FreeBSD a place for
 * it, and both write there what went out even where they fail with EAGAIN or EINTR. OpenBSD has none.
 */
import { constants } from "node:os";
import { bindNow } from "../bind.js";
import { errno } from "../errno.js";
import { platform } from "../platform.js";

/** Sends a part of a file; returns the number of bytes, 0 at the file's end, or -1 with `errno` set. */
export type SendFileChunk = (socket: number, file: number, offset: number, count: number) => number;

const place = new BigInt64Array(1);

function onLinux(): SendFileChunk {
	const call = bindNow<(out: number, file: number, offset: BigInt64Array, count: number) => number>(
		"sendfile",
		"intptr_t",
		["int", "int", "void *", "size_t"],
	);
	return (socket, file, offset, count) => {
		place[0] = BigInt(offset);
		return call(socket, file, place, count);
	};
}

function onDarwin(): SendFileChunk {
	const call = bindNow<
		(file: number, out: number, offset: number, count: BigInt64Array, headers: null, flags: number) => number
	>("sendfile", "int", ["int", "int", "int64_t", "void *", "void *", "int"]);
	return (socket, file, offset, count) => {
		place[0] = BigInt(count);
		return sent(call(file, socket, offset, place, null, 0));
	};
}

function onFreebsd(): SendFileChunk {
	const call = bindNow<
		(
			file: number,
			out: number,
			offset: number,
			count: number,
			headers: null,
			sent: BigInt64Array,
			flags: number,
		) => number
	>("sendfile", "int", ["int", "int", "int64_t", "size_t", "void *", "void *", "int"]);
	return (socket, file, offset, count) => {
		place[0] = 0n;
		return sent(call(file, socket, offset, count, null, place, 0));
	};
}

/**
 * What went out counts, also where the call was cut short by EAGAIN or EINTR. After any other error the place tells
 * nothing: Darwin leaves the count that was asked for in it.
 */
function sent(result: number): number {
	const count = Number(place[0]);
	if (result === 0) return count;
	const number = errno();
	return count > 0 && (number === constants.errno.EAGAIN || number === constants.errno.EINTR) ? count : -1;
}

const makers = { linux: onLinux, darwin: onDarwin, freebsd: onFreebsd };
let chosen: SendFileChunk | undefined;

/**
 * This system's way to send a part of a file.
 *
 * @returns the function, or undefined where there is no such system call.
 */
export function sendFileChunk(): SendFileChunk | undefined {
	const { sendfile } = platform.sockets;
	if (chosen === undefined && sendfile !== "none") chosen = makers[sendfile]();
	return chosen;
}
