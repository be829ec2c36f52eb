import type { PollingTable } from "../polling-table.js";

/** The table of polling of linux. */
export const polling: PollingTable = {};
