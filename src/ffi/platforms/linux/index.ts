/** What linux is to this library: every number and layout that differs between systems. */
import type { Platform } from "../platform-table.js";
import { descriptors } from "./descriptors.js";
import { directories } from "./directories.js";
import { files } from "./files.js";
import { inotify } from "./inotify.js";
import { options } from "./options.js";
import { polling } from "./polling.js";
import { sockets } from "./sockets.js";
import { terminals } from "./terminals.js";

/** The table of linux. */
export const linux: Platform = {
	name: "linux",
	descriptors,
	directories,
	files,
	polling,
	sockets,
	inotify,
	terminals,
	options,
};

export { familyConstants } from "./family-constants.js";
export { inotifyConstants } from "./inotify-constants.js";
export { socketConstants } from "./socket-constants.js";
