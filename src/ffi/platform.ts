/** Picks the table of the system that this process runs on. */
import { darwin } from "./platforms/darwin/index.js";
import { freebsd } from "./platforms/freebsd/index.js";
import { linux } from "./platforms/linux/index.js";
import { openbsd } from "./platforms/openbsd/index.js";
import type { Platform } from "./platforms/platform-table.js";
import { unsupported } from "./platforms/unsupported.js";

const known: Readonly<Record<string, Platform>> = { linux, android: linux, darwin, freebsd, openbsd };

/** The table of this system. */
export const platform: Platform = known[process.platform] ?? unsupported;
