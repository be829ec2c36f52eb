/** What inotify is on Linux. */
import type { InotifyTable } from "../inotify-table.js";
import { inotifyConstants } from "./inotify-constants.js";

/** The table of inotify of linux. */
export const inotify: InotifyTable = {
	constants: inotifyConstants,
	// asm-generic/ioctls.h; asm/ioctls.h of PowerPC.
	FIONREAD: process.arch === "ppc64" ? 0x4004667f : 0x541b,
};
