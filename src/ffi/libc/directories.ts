/** libc's calls for directories. */
import { bindLazily } from "../bind.js";
import { platform } from "../platform.js";

/** `openat(2)` without a mode; the path with its closing zero. */
export let openat: (fd: number, path: Uint8Array, flags: number) => number = bindLazily(
	"openat",
	"int",
	["int", "void *", "int", "..."],
	(bound) => {
		openat = bound;
	},
);

/** `open(2)` without a mode; the path as bytes with its closing zero. */
export let openPath: (path: Uint8Array, flags: number) => number = bindLazily(
	"open",
	"int",
	["void *", "int", "..."],
	(bound) => {
		openPath = bound;
	},
);

/** `fdopendir(3)`: the address of a DIR, to which the descriptor belongs from now on; 0 with `errno` set. */
export let fdopendir: (fd: number) => number = bindLazily(
	platform.directories.fdopendir,
	"uintptr_t",
	["int"],
	(bound) => {
		fdopendir = bound;
	},
);

/** `readdir(3)`: the address of a `struct dirent`; 0 at the end, or with `errno` set. */
export let readdir: (directory: number) => number = bindLazily(
	platform.directories.readdir,
	"uintptr_t",
	["uintptr_t"],
	(bound) => {
		readdir = bound;
	},
);

/** `closedir(3)`. */
export let closedir: (directory: number) => number = bindLazily("closedir", "int", ["uintptr_t"], (bound) => {
	closedir = bound;
});
