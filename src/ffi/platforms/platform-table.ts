/** The shape of a platform's table. */
import type { DescriptorTable } from "./descriptor-table.js";
import type { DirectoryTable } from "./directory-table.js";
import type { FileTable } from "./file-table.js";
import type { InotifyTable } from "./inotify-table.js";
import type { OptionTable } from "./option-table.js";
import type { PollingTable } from "./polling-table.js";
import type { SocketTable } from "./socket-table.js";
import type { TerminalTable } from "./terminal-table.js";

/**
 * Every number and layout that differs between systems, in one record for each system.
 *
 * A constant that a system does not have is `NaN` there: it fits the type, and no validation lets it through.
 */
export interface Platform {
	/** The system's name, as Node gives it in `process.platform`. */
	readonly name: string;
	/** What makes descriptors: timers, signals, processes, memory. */
	readonly descriptors: DescriptorTable;
	/** Reading directories. */
	readonly directories: DirectoryTable;
	/** Descriptors and flags of files. */
	readonly files: FileTable;
	/** select, poll, epoll and kqueue. */
	readonly polling: PollingTable;
	/** Families, types, options, flags and address layouts of sockets. */
	readonly sockets: SocketTable;
	/** The values of socket options. */
	readonly options: OptionTable;
	/** Watching files. */
	readonly inotify: InotifyTable;
	/** Terminals. */
	readonly terminals: TerminalTable;
}
