/** The shape of a platform's table of directories. */

/** How directories are read, and files opened that are only to be watched. */
export interface DirectoryTable {
	/** The flags of open(2) for a file that is only to be watched: Darwin's O_EVTONLY lets its file system be unmounted. */
	readonly watchFlags: number;
	/** Whether a file system gives the number of a deleted file to another one: what is open keeps its number. */
	readonly reusesFileNumbers: boolean;
	/** The symbols of the functions that read directories with file numbers of 64 bits. */
	readonly fdopendir: string;
	readonly readdir: string;
	/** Where a `struct dirent` has the file's number (64 bits), its own length (16), the type (8) and the name, in bytes. */
	readonly entry: {
		readonly ino: number;
		readonly length: number;
		readonly type: number;
		readonly name: number;
	};
}
