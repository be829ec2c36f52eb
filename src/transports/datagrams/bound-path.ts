/**
 * The path of a Unix socket: made way for before it is bound, removed when it is closed.
 *
 * Neither ever takes a path from a live socket: a stale one is told by connecting to it, and on close the path is removed
 * only while it still leads to what was bound.
 */
import { constants } from "node:os";
import { lstatSync, unlinkSync } from "node:fs";
import { OSError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { Socket, type UnixAddress } from "../../sockets/index.js";

const { AF_UNIX, SOCK_DGRAM } = platform.sockets.constants;

function pathOf(address: UnixAddress): Buffer | undefined {
	const path = Buffer.from(address);
	return path.length === 0 || path[0] === 0 ? undefined : path;
}

function identify(path: Buffer): string | undefined {
	const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
	return found?.isSocket() === true ? `${found.dev}:${found.ino}` : undefined;
}

/**
 * Removes a path that a datagram socket was bound to that is gone.
 *
 * @param address the path; an abstract name leaves nothing behind.
 */
export function removeStalePath(address: UnixAddress): void {
	const path = pathOf(address);
	try {
		if (path === undefined || identify(path) === undefined) return;
		using probe = new Socket(AF_UNIX, SOCK_DGRAM);
		if (probe.connectEx(address) === constants.errno.ECONNREFUSED) unlinkSync(path);
	} catch (error) {
		// Nothing to be seen there, or not to be removed: bind() has the last word.
		if (!(error instanceof OSError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
	}
}

/** A path that a socket was bound to. */
export class BoundPath {
	readonly #path: Buffer | undefined;
	readonly #identity: string | undefined;

	/** @param address the address that a socket has just been bound to. */
	constructor(address: UnixAddress) {
		this.#path = pathOf(address);
		this.#identity = this.#path === undefined ? undefined : identify(this.#path);
	}

	/** Removes it, unless somebody else has put something in its place. */
	remove(): void {
		if (this.#path === undefined || this.#identity === undefined) return;
		try {
			if (identify(this.#path) === this.#identity) unlinkSync(this.#path);
		} catch {
			// Removed meanwhile, or not ours to remove any more: it is gone, or somebody else's business.
		}
	}
}
