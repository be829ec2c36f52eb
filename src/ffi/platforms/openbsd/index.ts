/** What openbsd is to this library: every number and layout that differs between systems. */
import { noInotify } from "../inotify-table.js";
import type { Platform } from "../platform-table.js";
import { descriptors } from "./descriptors.js";
import { directories } from "./directories.js";
import { files } from "./files.js";
import { options } from "./options.js";
import { polling } from "./polling.js";
import { sockets } from "./sockets.js";
import { terminals } from "./terminals.js";

/** The table of openbsd. */
export const openbsd: Platform = {
	name: "openbsd",
	descriptors,
	directories,
	files,
	polling,
	sockets,
	inotify: noInotify,
	terminals,
	options,
};
