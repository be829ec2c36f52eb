/** Watching files and directories. */
export {
	IN_ACCESS,
	IN_ALL_EVENTS,
	IN_ATTRIB,
	IN_CLOSE,
	IN_CLOSE_NOWRITE,
	IN_CLOSE_WRITE,
	IN_CREATE,
	IN_DELETE,
	IN_DELETE_SELF,
	IN_DONT_FOLLOW,
	IN_EXCL_UNLINK,
	IN_IGNORED,
	IN_ISDIR,
	IN_MASK_ADD,
	IN_MASK_CREATE,
	IN_MODIFY,
	IN_MOVE,
	IN_MOVE_SELF,
	IN_MOVED_FROM,
	IN_MOVED_TO,
	IN_ONESHOT,
	IN_ONLYDIR,
	IN_OPEN,
	IN_Q_OVERFLOW,
	IN_UNMOUNT,
} from "./constants.js";
export { Inotify } from "./inotify.js";
export { InotifyEvent } from "./inotify-event.js";
export type { InotifyIterator } from "./inotify-iterator.js";
export type { RecursiveOptions } from "./recursive-options.js";
