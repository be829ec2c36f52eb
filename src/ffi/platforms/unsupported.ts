/**
 * The table of a system that evloop does not know (Windows, so far): every number is `NaN`, so that importing works and
 * every use is refused by its validation.
 */
import { linux } from "./linux/index.js";
import type { Platform } from "./platform-table.js";
import { noTcpInfo } from "./tcp-info-layout.js";

/** The same record with every number in it made `NaN`. */
function withoutNumbers<T extends object>(table: T): T {
	const blank = Object.entries(table).map(([key, value]) => {
		if (typeof value === "number") return [key, Number.NaN];
		if (value instanceof Map) return [key, value];
		return [key, typeof value === "object" && value !== null ? withoutNumbers(value) : value];
	});
	return Object.fromEntries(blank) as T;
}

/** The table of an unknown system. */
export const unsupported: Platform = {
	name: process.platform,
	descriptors: withoutNumbers(linux.descriptors),
	directories: withoutNumbers(linux.directories),
	files: withoutNumbers(linux.files),
	polling: withoutNumbers(linux.polling),
	sockets: withoutNumbers(linux.sockets),
	options: { ...withoutNumbers(linux.options), tcpInfo: noTcpInfo },
	inotify: withoutNumbers(linux.inotify),
	terminals: withoutNumbers(linux.terminals),
};
