/** The shape of a platform's table of inotify. */
import { inotifyConstants } from "./linux/index.js";

/** The constants of inotify, by their names in C. */
export type InotifyConstants = Readonly<Record<keyof typeof inotifyConstants, number>>;

/** The numbers of inotify; `NaN` where there is none. */
export interface InotifyTable {
	/** What users see. */
	readonly constants: InotifyConstants;
	/** The request of ioctl(2) that tells how many bytes there are to read. */
	readonly FIONREAD: number;
}

/** The table of a system without. */
export const noInotify: InotifyTable = {
	constants: Object.fromEntries(
		Object.keys(inotifyConstants).map((name) => [name, Number.NaN]),
	) as unknown as InotifyConstants,
	FIONREAD: Number.NaN,
};
