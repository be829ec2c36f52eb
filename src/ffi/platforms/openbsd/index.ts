/** What openbsd is to this library: every number and layout that differs between systems. */
import type { Platform } from "../platform-table.js";
import { descriptors } from "./descriptors.js";
import { files } from "./files.js";
import { polling } from "./polling.js";
import { sockets } from "./sockets.js";

/** The table of openbsd. */
export const openbsd: Platform = { name: "openbsd", descriptors, files, polling, sockets };
