/** What freebsd is to this library: every number and layout that differs between systems. */
import type { Platform } from "../platform-table.js";
import { descriptors } from "./descriptors.js";
import { files } from "./files.js";
import { polling } from "./polling.js";
import { sockets } from "./sockets.js";

/** The table of freebsd. */
export const freebsd: Platform = { name: "freebsd", descriptors, files, polling, sockets };
