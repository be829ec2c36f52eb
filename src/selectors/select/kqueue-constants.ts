/**
 * The numbers of kqueue under Python's names: `NaN` where the system does not have one, so all of them where it has no
 * kqueue. A kqueue that comes from a library has its own: see `KqueueObject.constants`.
 *
 * @see https://docs.python.org/3/library/select.html#kevent-objects
 */
import { platform } from "../../ffi/index.js";

const table = platform.polling.kqueue.constants;

/** Filter: there is something to read; data says how much. */
export const KQ_FILTER_READ: number = table.KQ_FILTER_READ;

/** Filter: there is room to write; data says how much. */
export const KQ_FILTER_WRITE: number = table.KQ_FILTER_WRITE;

/** Filter: an asynchronous operation has ended. */
export const KQ_FILTER_AIO: number = table.KQ_FILTER_AIO;

/** Filter: something happened to a file; KQ_NOTE_* say what. */
export const KQ_FILTER_VNODE: number = table.KQ_FILTER_VNODE;

/** Filter: something happened to a process; KQ_NOTE_* say what. */
export const KQ_FILTER_PROC: number = table.KQ_FILTER_PROC;

/** Filter: as KQ_FILTER_PROC, for a process descriptor. FreeBSD. */
export const KQ_FILTER_PROCDESC: number = table.KQ_FILTER_PROCDESC;

/** Filter: a signal came; data says how often. */
export const KQ_FILTER_SIGNAL: number = table.KQ_FILTER_SIGNAL;

/** Filter: time has passed; data says how much to wait, and how often it passed. */
export const KQ_FILTER_TIMER: number = table.KQ_FILTER_TIMER;

/** Filter: a network device changed. Old FreeBSD and libkqueue. */
export const KQ_FILTER_NETDEV: number = table.KQ_FILTER_NETDEV;

/** Filter: file systems were mounted or unmounted. */
export const KQ_FILTER_FS: number = table.KQ_FILTER_FS;

/** Filter: the program itself says when, with KQ_NOTE_TRIGGER. */
export const KQ_FILTER_USER: number = table.KQ_FILTER_USER;

/** Filter: an exceptional condition, such as urgent data. Darwin and OpenBSD. */
export const KQ_FILTER_EXCEPT: number = table.KQ_FILTER_EXCEPT;

/** Add the event, or change it if it is there. */
export const KQ_EV_ADD: number = table.KQ_EV_ADD;

/** Take the event out. */
export const KQ_EV_DELETE: number = table.KQ_EV_DELETE;

/** Report the event. */
export const KQ_EV_ENABLE: number = table.KQ_EV_ENABLE;

/** Keep the event, but do not report it. */
export const KQ_EV_DISABLE: number = table.KQ_EV_DISABLE;

/** Report the event once, then delete it. */
export const KQ_EV_ONESHOT: number = table.KQ_EV_ONESHOT;

/** Reset the state of the event after reporting it: edge-triggered. */
export const KQ_EV_CLEAR: number = table.KQ_EV_CLEAR;

/** Answer each change with an event that has KQ_EV_ERROR and, in data, 0 or the error. */
export const KQ_EV_RECEIPT: number = table.KQ_EV_RECEIPT;

/** Disable the event after reporting it. */
export const KQ_EV_DISPATCH: number = table.KQ_EV_DISPATCH;

/** The flags that are the system's own. */
export const KQ_EV_SYSFLAGS: number = table.KQ_EV_SYSFLAGS;

/** A flag whose meaning depends on the filter. */
export const KQ_EV_FLAG1: number = table.KQ_EV_FLAG1;

/** The other side has closed. */
export const KQ_EV_EOF: number = table.KQ_EV_EOF;

/** A change was refused; data is the error number. */
export const KQ_EV_ERROR: number = table.KQ_EV_ERROR;

/** READ, WRITE: data is the least amount to report. */
export const KQ_NOTE_LOWAT: number = table.KQ_NOTE_LOWAT;

/** EXCEPT: there is urgent data. */
export const KQ_NOTE_OOB: number = table.KQ_NOTE_OOB;

/** VNODE: the file was unlinked. */
export const KQ_NOTE_DELETE: number = table.KQ_NOTE_DELETE;

/** VNODE: the file was written to. */
export const KQ_NOTE_WRITE: number = table.KQ_NOTE_WRITE;

/** VNODE: the file has grown. */
export const KQ_NOTE_EXTEND: number = table.KQ_NOTE_EXTEND;

/** VNODE: attributes of the file changed. */
export const KQ_NOTE_ATTRIB: number = table.KQ_NOTE_ATTRIB;

/** VNODE: the number of links changed. */
export const KQ_NOTE_LINK: number = table.KQ_NOTE_LINK;

/** VNODE: the file was renamed. */
export const KQ_NOTE_RENAME: number = table.KQ_NOTE_RENAME;

/** VNODE: access to the file was revoked. */
export const KQ_NOTE_REVOKE: number = table.KQ_NOTE_REVOKE;

/** VNODE: the file was truncated. OpenBSD and libkqueue. */
export const KQ_NOTE_TRUNCATE: number = table.KQ_NOTE_TRUNCATE;

/** VNODE: the file was opened. FreeBSD. */
export const KQ_NOTE_OPEN: number = table.KQ_NOTE_OPEN;

/** VNODE: a descriptor without write access was closed. FreeBSD. */
export const KQ_NOTE_CLOSE: number = table.KQ_NOTE_CLOSE;

/** VNODE: a descriptor with write access was closed. FreeBSD. */
export const KQ_NOTE_CLOSE_WRITE: number = table.KQ_NOTE_CLOSE_WRITE;

/** VNODE: the file was read. FreeBSD. */
export const KQ_NOTE_READ: number = table.KQ_NOTE_READ;

/** PROC: the process has ended. */
export const KQ_NOTE_EXIT: number = table.KQ_NOTE_EXIT;

/** PROC: the process has forked. */
export const KQ_NOTE_FORK: number = table.KQ_NOTE_FORK;

/** PROC: the process runs another program. */
export const KQ_NOTE_EXEC: number = table.KQ_NOTE_EXEC;

/** PROC: report the exit status of a child in data. Darwin; elsewhere that comes unasked. */
export const KQ_NOTE_EXITSTATUS: number = table.KQ_NOTE_EXITSTATUS;

/** PROC: the bits that say what happened. */
export const KQ_NOTE_PCTRLMASK: number = table.KQ_NOTE_PCTRLMASK;

/** PROC: the bits that carry a process ID or status. */
export const KQ_NOTE_PDATAMASK: number = table.KQ_NOTE_PDATAMASK;

/** PROC: follow the process across forks. */
export const KQ_NOTE_TRACK: number = table.KQ_NOTE_TRACK;

/** PROC: a child could not be followed. */
export const KQ_NOTE_TRACKERR: number = table.KQ_NOTE_TRACKERR;

/** PROC: this is a child; data is its parent. */
export const KQ_NOTE_CHILD: number = table.KQ_NOTE_CHILD;

/** NETDEV: the link is up. */
export const KQ_NOTE_LINKUP: number = table.KQ_NOTE_LINKUP;

/** NETDEV: the link is down. */
export const KQ_NOTE_LINKDOWN: number = table.KQ_NOTE_LINKDOWN;

/** NETDEV: the state of the link is unknown. */
export const KQ_NOTE_LINKINV: number = table.KQ_NOTE_LINKINV;

/** TIMER: data is in seconds. */
export const KQ_NOTE_SECONDS: number = table.KQ_NOTE_SECONDS;

/** TIMER: data is in milliseconds, as without a unit. FreeBSD and OpenBSD. */
export const KQ_NOTE_MSECONDS: number = table.KQ_NOTE_MSECONDS;

/** TIMER: data is in microseconds. */
export const KQ_NOTE_USECONDS: number = table.KQ_NOTE_USECONDS;

/** TIMER: data is in nanoseconds. */
export const KQ_NOTE_NSECONDS: number = table.KQ_NOTE_NSECONDS;

/** TIMER: data is a moment, not a duration. Darwin calls it NOTE_ABSOLUTE. */
export const KQ_NOTE_ABSTIME: number = table.KQ_NOTE_ABSTIME;

/** USER: it has happened. */
export const KQ_NOTE_TRIGGER: number = table.KQ_NOTE_TRIGGER;

/** USER: leave the stored flags alone. */
export const KQ_NOTE_FFNOP: number = table.KQ_NOTE_FFNOP;

/** USER: and the stored flags with these. */
export const KQ_NOTE_FFAND: number = table.KQ_NOTE_FFAND;

/** USER: or the stored flags with these. */
export const KQ_NOTE_FFOR: number = table.KQ_NOTE_FFOR;

/** USER: store these flags. */
export const KQ_NOTE_FFCOPY: number = table.KQ_NOTE_FFCOPY;

/** USER: the bits that say what to do with the stored flags. */
export const KQ_NOTE_FFCTRLMASK: number = table.KQ_NOTE_FFCTRLMASK;

/** USER: the bits of the stored flags. */
export const KQ_NOTE_FFLAGSMASK: number = table.KQ_NOTE_FFLAGSMASK;
