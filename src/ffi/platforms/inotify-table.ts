/** The shape of a platform's table of inotify. */
import { inotifyConstants } from "./linux/index.js";

/** The constants of inotify, by their names in C. */
export type InotifyConstants = Readonly<Record<keyof typeof inotifyConstants, number>>;

/** What inotify is on a system. */
export interface InotifyTable {
	/** What users see. Where a kqueue stands for it the numbers are Linux's, too: they are this library's own there. */
	readonly constants: InotifyConstants;
	/** The request of ioctl(2) that tells how many bytes there are to read; `NaN` where there is no inotify. */
	readonly FIONREAD: number;
}

/** The table of a system without. */
export const noInotify: InotifyTable = { constants: inotifyConstants, FIONREAD: Number.NaN };
