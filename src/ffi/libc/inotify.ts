/** libc's calls for inotify: Linux. */
import { bindLazily } from "../bind.js";

/** `inotify_init1(2)`. */
export let inotifyInit1: (flags: number) => number = bindLazily("inotify_init1", "int", ["int"], (bound) => {
	inotifyInit1 = bound;
});

/** `inotify_add_watch(2)`; the path with its closing zero. */
export let inotifyAddWatch: (fd: number, path: Uint8Array, mask: number) => number = bindLazily(
	"inotify_add_watch",
	"int",
	["int", "void *", "uint32_t"],
	(bound) => {
		inotifyAddWatch = bound;
	},
);

/** `inotify_rm_watch(2)`. */
export let inotifyRmWatch: (fd: number, wd: number) => number = bindLazily(
	"inotify_rm_watch",
	"int",
	["int", "int"],
	(bound) => {
		inotifyRmWatch = bound;
	},
);
