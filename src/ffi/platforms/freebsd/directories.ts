/** FreeBSD 12 and later: sys/sys/dirent.h. */
import type { DirectoryTable } from "../directory-table.js";

/** The table of directories of freebsd. */
export const directories: DirectoryTable = {
	watchFlags: 0,
	reusesFileNumbers: true,
	fdopendir: "fdopendir",
	readdir: "readdir",
	entry: { ino: 0, length: 16, type: 18, name: 24 },
};
