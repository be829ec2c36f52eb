import type { PollingTable } from "../polling-table.js";

/** The table of polling of openbsd. */
export const polling: PollingTable = {};
