/** Every kqueue there is, by name: a userspace one can be compiled to look like any of them. */
import { darwin } from "./darwin/index.js";
import { freebsd } from "./freebsd/index.js";
import { commonKqueue, type KqueueTable } from "./kqueue-table.js";
import { openbsd } from "./openbsd/index.js";

/** libkqueue: include/sys/event.h.in of its sources. FreeBSD's filters in the old, short struct; timers as on Darwin. */
const libkqueue: KqueueTable = {
	keventBytes: 32,
	constants: {
		...commonKqueue,
		KQ_FILTER_NETDEV: -8,
		KQ_FILTER_FS: -9,
		KQ_FILTER_USER: -11,
		KQ_NOTE_TRUNCATE: 0x80,
		KQ_NOTE_LINKUP: 0x1,
		KQ_NOTE_LINKDOWN: 0x2,
		KQ_NOTE_LINKINV: 0x4,
		KQ_NOTE_USECONDS: 0x2,
		KQ_NOTE_NSECONDS: 0x4,
		KQ_NOTE_ABSTIME: 0x8,
	},
};

/** The kqueues, by name. */
export const kqueueTables = {
	darwin: darwin.polling.kqueue,
	freebsd: freebsd.polling.kqueue,
	openbsd: openbsd.polling.kqueue,
	libkqueue,
} as const;
