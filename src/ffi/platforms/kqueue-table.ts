/** The shape of a platform's table of kqueue, and the part of it in which all systems agree. */

/** kqueue's numbers under Python's names: `EVFILT_READ` is `KQ_FILTER_READ`. `NaN` where the system has no such thing. */
export interface KqueueConstants {
	readonly KQ_FILTER_READ: number;
	readonly KQ_FILTER_WRITE: number;
	readonly KQ_FILTER_AIO: number;
	readonly KQ_FILTER_VNODE: number;
	readonly KQ_FILTER_PROC: number;
	readonly KQ_FILTER_PROCDESC: number;
	readonly KQ_FILTER_SIGNAL: number;
	readonly KQ_FILTER_TIMER: number;
	readonly KQ_FILTER_NETDEV: number;
	readonly KQ_FILTER_FS: number;
	readonly KQ_FILTER_USER: number;
	readonly KQ_FILTER_EXCEPT: number;
	readonly KQ_EV_ADD: number;
	readonly KQ_EV_DELETE: number;
	readonly KQ_EV_ENABLE: number;
	readonly KQ_EV_DISABLE: number;
	readonly KQ_EV_ONESHOT: number;
	readonly KQ_EV_CLEAR: number;
	readonly KQ_EV_RECEIPT: number;
	readonly KQ_EV_DISPATCH: number;
	readonly KQ_EV_SYSFLAGS: number;
	readonly KQ_EV_FLAG1: number;
	readonly KQ_EV_EOF: number;
	readonly KQ_EV_ERROR: number;
	readonly KQ_NOTE_LOWAT: number;
	readonly KQ_NOTE_OOB: number;
	readonly KQ_NOTE_DELETE: number;
	readonly KQ_NOTE_WRITE: number;
	readonly KQ_NOTE_EXTEND: number;
	readonly KQ_NOTE_ATTRIB: number;
	readonly KQ_NOTE_LINK: number;
	readonly KQ_NOTE_RENAME: number;
	readonly KQ_NOTE_REVOKE: number;
	readonly KQ_NOTE_TRUNCATE: number;
	readonly KQ_NOTE_OPEN: number;
	readonly KQ_NOTE_CLOSE: number;
	readonly KQ_NOTE_CLOSE_WRITE: number;
	readonly KQ_NOTE_READ: number;
	readonly KQ_NOTE_EXIT: number;
	readonly KQ_NOTE_FORK: number;
	readonly KQ_NOTE_EXEC: number;
	readonly KQ_NOTE_EXITSTATUS: number;
	readonly KQ_NOTE_PCTRLMASK: number;
	readonly KQ_NOTE_PDATAMASK: number;
	readonly KQ_NOTE_TRACK: number;
	readonly KQ_NOTE_TRACKERR: number;
	readonly KQ_NOTE_CHILD: number;
	readonly KQ_NOTE_LINKUP: number;
	readonly KQ_NOTE_LINKDOWN: number;
	readonly KQ_NOTE_LINKINV: number;
	readonly KQ_NOTE_SECONDS: number;
	readonly KQ_NOTE_MSECONDS: number;
	readonly KQ_NOTE_USECONDS: number;
	readonly KQ_NOTE_NSECONDS: number;
	readonly KQ_NOTE_ABSTIME: number;
	readonly KQ_NOTE_TRIGGER: number;
	readonly KQ_NOTE_FFNOP: number;
	readonly KQ_NOTE_FFAND: number;
	readonly KQ_NOTE_FFOR: number;
	readonly KQ_NOTE_FFCOPY: number;
	readonly KQ_NOTE_FFCTRLMASK: number;
	readonly KQ_NOTE_FFLAGSMASK: number;
}

/** kqueue of one system. */
export interface KqueueTable {
	/**
	 * Bytes of a `struct kevent`. The fields are the same everywhere on 64-bit systems: ident (8 bytes), filter (2),
	 * flags (2), fflags (4), data (8), udata (8); what is more are extensions.
	 */
	readonly keventBytes: number;
	readonly constants: KqueueConstants;
}

/** Where there is no kqueue. */
export const noKqueue: KqueueConstants = {
	KQ_FILTER_READ: Number.NaN,
	KQ_FILTER_WRITE: Number.NaN,
	KQ_FILTER_AIO: Number.NaN,
	KQ_FILTER_VNODE: Number.NaN,
	KQ_FILTER_PROC: Number.NaN,
	KQ_FILTER_PROCDESC: Number.NaN,
	KQ_FILTER_SIGNAL: Number.NaN,
	KQ_FILTER_TIMER: Number.NaN,
	KQ_FILTER_NETDEV: Number.NaN,
	KQ_FILTER_FS: Number.NaN,
	KQ_FILTER_USER: Number.NaN,
	KQ_FILTER_EXCEPT: Number.NaN,
	KQ_EV_ADD: Number.NaN,
	KQ_EV_DELETE: Number.NaN,
	KQ_EV_ENABLE: Number.NaN,
	KQ_EV_DISABLE: Number.NaN,
	KQ_EV_ONESHOT: Number.NaN,
	KQ_EV_CLEAR: Number.NaN,
	KQ_EV_RECEIPT: Number.NaN,
	KQ_EV_DISPATCH: Number.NaN,
	KQ_EV_SYSFLAGS: Number.NaN,
	KQ_EV_FLAG1: Number.NaN,
	KQ_EV_EOF: Number.NaN,
	KQ_EV_ERROR: Number.NaN,
	KQ_NOTE_LOWAT: Number.NaN,
	KQ_NOTE_OOB: Number.NaN,
	KQ_NOTE_DELETE: Number.NaN,
	KQ_NOTE_WRITE: Number.NaN,
	KQ_NOTE_EXTEND: Number.NaN,
	KQ_NOTE_ATTRIB: Number.NaN,
	KQ_NOTE_LINK: Number.NaN,
	KQ_NOTE_RENAME: Number.NaN,
	KQ_NOTE_REVOKE: Number.NaN,
	KQ_NOTE_TRUNCATE: Number.NaN,
	KQ_NOTE_OPEN: Number.NaN,
	KQ_NOTE_CLOSE: Number.NaN,
	KQ_NOTE_CLOSE_WRITE: Number.NaN,
	KQ_NOTE_READ: Number.NaN,
	KQ_NOTE_EXIT: Number.NaN,
	KQ_NOTE_FORK: Number.NaN,
	KQ_NOTE_EXEC: Number.NaN,
	KQ_NOTE_EXITSTATUS: Number.NaN,
	KQ_NOTE_PCTRLMASK: Number.NaN,
	KQ_NOTE_PDATAMASK: Number.NaN,
	KQ_NOTE_TRACK: Number.NaN,
	KQ_NOTE_TRACKERR: Number.NaN,
	KQ_NOTE_CHILD: Number.NaN,
	KQ_NOTE_LINKUP: Number.NaN,
	KQ_NOTE_LINKDOWN: Number.NaN,
	KQ_NOTE_LINKINV: Number.NaN,
	KQ_NOTE_SECONDS: Number.NaN,
	KQ_NOTE_MSECONDS: Number.NaN,
	KQ_NOTE_USECONDS: Number.NaN,
	KQ_NOTE_NSECONDS: Number.NaN,
	KQ_NOTE_ABSTIME: Number.NaN,
	KQ_NOTE_TRIGGER: Number.NaN,
	KQ_NOTE_FFNOP: Number.NaN,
	KQ_NOTE_FFAND: Number.NaN,
	KQ_NOTE_FFOR: Number.NaN,
	KQ_NOTE_FFCOPY: Number.NaN,
	KQ_NOTE_FFCTRLMASK: Number.NaN,
	KQ_NOTE_FFLAGSMASK: Number.NaN,
};

/** What FreeBSD, Darwin, OpenBSD and libkqueue have in common, since all come from the first FreeBSD kqueue. */
export const commonKqueue: KqueueConstants = {
	...noKqueue,
	KQ_FILTER_READ: -1,
	KQ_FILTER_WRITE: -2,
	KQ_FILTER_AIO: -3,
	KQ_FILTER_VNODE: -4,
	KQ_FILTER_PROC: -5,
	KQ_FILTER_SIGNAL: -6,
	KQ_FILTER_TIMER: -7,
	KQ_EV_ADD: 0x1,
	KQ_EV_DELETE: 0x2,
	KQ_EV_ENABLE: 0x4,
	KQ_EV_DISABLE: 0x8,
	KQ_EV_ONESHOT: 0x10,
	KQ_EV_CLEAR: 0x20,
	KQ_EV_RECEIPT: 0x40,
	KQ_EV_DISPATCH: 0x80,
	KQ_EV_SYSFLAGS: 0xf000,
	KQ_EV_FLAG1: 0x2000,
	KQ_EV_EOF: 0x8000,
	KQ_EV_ERROR: 0x4000,
	KQ_NOTE_LOWAT: 0x1,
	KQ_NOTE_DELETE: 0x1,
	KQ_NOTE_WRITE: 0x2,
	KQ_NOTE_EXTEND: 0x4,
	KQ_NOTE_ATTRIB: 0x8,
	KQ_NOTE_LINK: 0x10,
	KQ_NOTE_RENAME: 0x20,
	KQ_NOTE_REVOKE: 0x40,
	KQ_NOTE_EXIT: 0x80000000,
	KQ_NOTE_FORK: 0x40000000,
	KQ_NOTE_EXEC: 0x20000000,
	KQ_NOTE_PCTRLMASK: 0xf0000000,
	KQ_NOTE_PDATAMASK: 0x000fffff,
	KQ_NOTE_TRACK: 0x1,
	KQ_NOTE_TRACKERR: 0x2,
	KQ_NOTE_CHILD: 0x4,
	KQ_NOTE_SECONDS: 0x1,
	KQ_NOTE_TRIGGER: 0x01000000,
	KQ_NOTE_FFNOP: 0x00000000,
	KQ_NOTE_FFAND: 0x40000000,
	KQ_NOTE_FFOR: 0x80000000,
	KQ_NOTE_FFCOPY: 0xc0000000,
	KQ_NOTE_FFCTRLMASK: 0xc0000000,
	KQ_NOTE_FFLAGSMASK: 0x00ffffff,
};
