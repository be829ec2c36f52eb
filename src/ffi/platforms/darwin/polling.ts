import type { PollingTable } from "../polling-table.js";

/** The table of polling of darwin. */
export const polling: PollingTable = {};
