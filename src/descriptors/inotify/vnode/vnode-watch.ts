/** What is watched by a kqueue. Names have a character for each byte. */
import type { DirectoryRecord } from "../../../ffi/index.js";

/** Something that the kqueue tells of by its descriptor. */
export interface Noted {
	/** Its descriptor; -1 where it has none. */
	readonly fd: number;
	/** What the kqueue told of it, and nobody has been told yet: bits of NOTE_*. */
	notes: number;
	/** How many bytes it had when it was last looked at; `undefined` where nobody has asked for its contents. */
	size?: number | undefined;
}

/** An entry of a directory that is watched. */
export interface VnodeEntry extends Noted {
	/** The directory. */
	readonly owner: VnodeWatch;
	readonly record: DirectoryRecord;
}

/** A file or a directory that is watched. */
export class VnodeWatch implements Noted {
	/** The watch descriptor. */
	readonly wd: number;
	readonly fd: number;
	/** The number of its file system. */
	readonly device: bigint;
	readonly ino: bigint;
	readonly isDirectory: boolean;
	/** What was asked for. */
	mask: number;
	notes = 0;
	size: number | undefined = undefined;
	/** Of a directory: what was in it when it was last looked at, by name. */
	readonly entries = new Map<string, VnodeEntry>();
	/** Whether nothing is told of it any more. */
	ended = false;

	constructor(wd: number, fd: number, file: VnodeIdentity, mask: number) {
		this.wd = wd;
		this.fd = fd;
		this.device = file.device;
		this.ino = file.ino;
		this.isDirectory = file.isDirectory;
		this.mask = mask;
	}
}

/** Which file it is. */
export interface VnodeIdentity {
	readonly device: bigint;
	readonly ino: bigint;
	readonly isDirectory: boolean;
}

/**
 * What a file is told apart by.
 *
 * @param device the number of its file system.
 * @param ino its number there.
 * @returns a key.
 */
export function fileKey(device: bigint, ino: bigint): string {
	return `${device}:${ino}`;
}
