/**
 * The constants of inotify: events, and what else a mask may hold.
 *
 * They are Linux's numbers on every system, since a kqueue that stands for inotify has none of its own for them; `NaN`, which no
 * call accepts, where there is neither (Windows).
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.inotify;

/** The file was read, or executed. */
export const IN_ACCESS: number = constants.IN_ACCESS;

/** The file was written to, or cut. */
export const IN_MODIFY: number = constants.IN_MODIFY;

/** Its mode, owner, times, extended attributes or number of links changed. */
export const IN_ATTRIB: number = constants.IN_ATTRIB;

/** It was closed by somebody who had it open for writing: what was written is complete. */
export const IN_CLOSE_WRITE: number = constants.IN_CLOSE_WRITE;

/** It was closed by somebody who had it open for reading only. */
export const IN_CLOSE_NOWRITE: number = constants.IN_CLOSE_NOWRITE;

/** It was opened. */
export const IN_OPEN: number = constants.IN_OPEN;

/** An entry left the watched directory; its cookie is that of the IN_MOVED_TO, if there is one. */
export const IN_MOVED_FROM: number = constants.IN_MOVED_FROM;

/** An entry came into the watched directory, or got a new name in it. */
export const IN_MOVED_TO: number = constants.IN_MOVED_TO;

/** An entry was made in the watched directory. */
export const IN_CREATE: number = constants.IN_CREATE;

/** An entry of the watched directory was deleted. */
export const IN_DELETE: number = constants.IN_DELETE;

/** What is watched was deleted. */
export const IN_DELETE_SELF: number = constants.IN_DELETE_SELF;

/** What is watched was moved. */
export const IN_MOVE_SELF: number = constants.IN_MOVE_SELF;

/** The file system with what was watched was unmounted; comes unasked. */
export const IN_UNMOUNT: number = constants.IN_UNMOUNT;

/** Events were lost, since nobody read them: what is watched has to be looked at anew; comes unasked. */
export const IN_Q_OVERFLOW: number = constants.IN_Q_OVERFLOW;

/** The watch has ended: it was removed, or what it watched is gone; comes unasked. */
export const IN_IGNORED: number = constants.IN_IGNORED;

/** IN_CLOSE_WRITE and IN_CLOSE_NOWRITE. */
export const IN_CLOSE: number = constants.IN_CLOSE;

/** IN_MOVED_FROM and IN_MOVED_TO. */
export const IN_MOVE: number = constants.IN_MOVE;

/** Everything that can be asked for. */
export const IN_ALL_EVENTS: number = constants.IN_ALL_EVENTS;

/** With a mask: watch it only if it is a directory (ENOTDIR otherwise). */
export const IN_ONLYDIR: number = constants.IN_ONLYDIR;

/** With a mask: watch a symbolic link itself. */
export const IN_DONT_FOLLOW: number = constants.IN_DONT_FOLLOW;

/** With a mask: no events of entries that were deleted and are still open. */
export const IN_EXCL_UNLINK: number = constants.IN_EXCL_UNLINK;

/** With a mask: fail where it is watched already (EEXIST). */
export const IN_MASK_CREATE: number = constants.IN_MASK_CREATE;

/** With a mask: where it is watched already, ask for more instead of something else. */
export const IN_MASK_ADD: number = constants.IN_MASK_ADD;

/** In an event: it is about a directory. */
export const IN_ISDIR: number = constants.IN_ISDIR;

/** With a mask: the watch ends with its first event. */
export const IN_ONESHOT: number = constants.IN_ONESHOT;
