/**
 * Darwin: <sys/dirent.h> with 64-bit file numbers, which on x86-64 have symbols of their own; O_EVTONLY of <fcntl.h>.
 * APFS gives no file number twice.
 */
import type { DirectoryTable } from "../directory-table.js";

const suffix = process.arch === "x64" ? "$INODE64" : "";

/** The table of directories of darwin. */
export const directories: DirectoryTable = {
	watchFlags: 0x8000,
	reusesFileNumbers: false,
	fdopendir: `fdopendir${suffix}`,
	readdir: `readdir${suffix}`,
	entry: { ino: 0, length: 16, type: 20, name: 21 },
};
