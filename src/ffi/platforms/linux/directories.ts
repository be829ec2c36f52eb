/** Linux, 64-bit: bits/dirent.h of glibc and of musl. */
import type { DirectoryTable } from "../directory-table.js";

/** The table of directories of Linux. */
export const directories: DirectoryTable = {
	watchFlags: 0,
	reusesFileNumbers: true,
	fdopendir: "fdopendir",
	readdir: "readdir",
	entry: { ino: 0, length: 16, type: 18, name: 19 },
};
