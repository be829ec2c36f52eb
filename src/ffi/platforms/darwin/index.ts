/** What darwin is to this library: every number and layout that differs between systems. */
import { noInotify } from "../inotify-table.js";
import type { Platform } from "../platform-table.js";
import { descriptors } from "./descriptors.js";
import { directories } from "./directories.js";
import { files } from "./files.js";
import { options } from "./options.js";
import { polling } from "./polling.js";
import { sockets } from "./sockets.js";
import { terminals } from "./terminals.js";

/** The table of darwin. */
export const darwin: Platform = {
	name: "darwin",
	descriptors,
	directories,
	files,
	polling,
	sockets,
	inotify: noInotify,
	terminals,
	options,
};
