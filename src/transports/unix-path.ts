/** The path of a Unix socket: whose it is. */
import { statSync, unlinkSync } from "node:fs";
import { constants } from "node:os";
import { OSError, osError } from "../errors.js";
import { platform } from "../ffi/index.js";
import { Socket, type UnixAddress } from "../sockets/index.js";

const { AF_UNIX, SOCK_STREAM } = platform.sockets.constants;

/**
 * Tells a path from an abstract name, and from none at all.
 *
 * @param address the address of a Unix socket.
 * @returns whether it is a path.
 */
export function isPath(address: UnixAddress): boolean {
	return address.length > 0 && address[0] !== 0 && address[0] !== "\0";
}

/**
 * Removes what a socket left behind that is gone. The path of a live one is left alone: one of another type than a stream
 * does not answer, but it does not refuse either, and bind() finds the path in use.
 *
 * @param address the path.
 * @throws OSError with EADDRINUSE if somebody listens there.
 */
export function removeStale(address: UnixAddress): void {
	const path = fileName(address);
	if (!isSocket(path)) return;
	using probe = new Socket(AF_UNIX, SOCK_STREAM);
	probe.setblocking(false);
	try {
		probe.connect(path);
	} catch (error) {
		if (error instanceof OSError && error.code === "ECONNREFUSED") {
			unlinkSync(path);
			return;
		}
		// Gone meanwhile; or something that bind() will complain about in better words.
		if (error instanceof OSError && error.code !== "EAGAIN") return;
		if (!(error instanceof OSError)) throw error;
	}
	throw osError(constants.errno.EADDRINUSE, "bind", { address: String(path) });
}

/**
 * Remembers which file a path is.
 *
 * @param address the path, just bound.
 * @returns removes it, if it is still the same file.
 */
export function removerOf(address: UnixAddress): () => void {
	const path = fileName(address);
	const ours = identify(path);
	return () => {
		if (ours === undefined || identify(path) !== ours) return;
		try {
			unlinkSync(path);
		} catch {
			// Somebody else has removed it in this very moment, or may do so and we may not.
		}
	};
}

function fileName(address: UnixAddress): string | Buffer {
	return typeof address === "string" ? address : Buffer.from(address);
}

function isSocket(path: string | Buffer): boolean {
	return statSync(path, { throwIfNoEntry: false })?.isSocket() ?? false;
}

function identify(path: string | Buffer): string | undefined {
	try {
		const { dev, ino } = statSync(path, { bigint: true });
		return `${dev}:${ino}`;
	} catch {
		return undefined;
	}
}
