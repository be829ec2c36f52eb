/** What is in a directory, by its descriptor: it need not be known where it is. */
import { constants, fstatSync } from "node:fs";
import { constants as os } from "node:os";
import { clearErrno, errno } from "../errno.js";
import { close } from "../libc/descriptors.js";
import { closedir, fdopendir, openat, readdir } from "../libc/directories.js";
import { copyMemory } from "../memory.js";
import { platform } from "../platform.js";
import { openEntry } from "./open-to-watch.js";

const { O_DIRECTORY, O_RDONLY } = constants;
const { O_CLOEXEC } = platform.files;
const { entry } = platform.directories;
const here = Buffer.from(".\0");
const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
/** Every `struct dirent` is longer. */
const headerBytes = 24;

/** DT_* of <dirent.h>, the same on all systems. */
const unknown = 0;
const directory = 4;
const regular = 8;

/** An entry of a directory. */
export interface DirectoryRecord {
	/** Its name, a character for each byte. */
	readonly name: string;
	/** The number of the file. */
	readonly ino: bigint;
	/** What it is: a directory, a regular file, or something else. */
	readonly kind: "directory" | "file" | "other";
}

/**
 * Lists a directory.
 *
 * @param fd its descriptor; its position does not matter, and does not change.
 * @returns its entries, without `.` and `..`, in no order; or a negative error number. One that was removed is empty.
 */
export function listDirectory(fd: number): DirectoryRecord[] | number {
	const own = openat(fd, here, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (own < 0) {
		const error = errno();
		return error === os.errno.ENOENT ? [] : -error;
	}
	const stream = fdopendir(own);
	if (stream === 0) {
		const error = errno();
		close(own);
		return -error;
	}
	const records: DirectoryRecord[] = [];
	clearErrno();
	for (let at = readdir(stream); at !== 0; at = readdir(stream)) {
		const record = read(at, fd);
		if (record !== undefined) records.push(record);
		clearErrno();
	}
	const error = errno();
	closedir(stream);
	return error === 0 ? records : -error;
}

function read(address: number, fd: number): DirectoryRecord | undefined {
	const header = view(address, headerBytes);
	const length = header.getUint16(entry.length, littleEndian);
	const bytes = Buffer.from(copyMemory(address, length).buffer);
	const end = bytes.indexOf(0, entry.name);
	const name = bytes.toString("latin1", entry.name, end < 0 ? length : end);
	if (name === "." || name === "..") return undefined;
	const ino = header.getBigUint64(entry.ino, littleEndian);
	const type = header.getUint8(entry.type);
	if (type === unknown) return { name, ino, kind: probe(fd, name) };
	return { name, ino, kind: type === directory ? "directory" : type === regular ? "file" : "other" };
}

function view(address: number, length: number): DataView {
	return new DataView(copyMemory(address, length).buffer);
}

/** Some file systems do not tell what an entry is. */
function probe(fd: number, name: string): DirectoryRecord["kind"] {
	const found = openEntry(fd, name, { noFollow: true });
	if (found < 0) return "other";
	try {
		const stats = fstatSync(found);
		return stats.isDirectory() ? "directory" : stats.isFile() ? "file" : "other";
	} finally {
		close(found);
	}
}
