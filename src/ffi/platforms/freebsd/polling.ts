import type { PollingTable } from "../polling-table.js";

/** The table of polling of freebsd. */
export const polling: PollingTable = {};
