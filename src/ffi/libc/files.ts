/** libc's calls for files by name, and for those that lie still: reading at a place, moving the place. */
import { bindLazily } from "../bind.js";

/** `open(2)` without a mode; variadic, for Apple's arm64. */
export let open: (path: string, flags: number) => number = bindLazily(
	"open",
	"int",
	["str", "int", "..."],
	(bound) => {
		open = bound;
	},
);

/** `ttyname(3)`: the path of a terminal; `null` where it has none. */
export let ttyname: (fd: number) => string | null = bindLazily("ttyname", "str", ["int"], (bound) => {
	ttyname = bound;
});

/** `pread(2)` into a typed array. */
export let pread: (fd: number, buffer: Uint8Array, length: number, offset: number) => number = bindLazily(
	"pread",
	"intptr_t",
	["int", "void *", "size_t", "int64_t"],
	(bound) => {
		pread = bound;
	},
);

/** `lseek(2)`. */
export let lseek: (fd: number, offset: number, whence: number) => number = bindLazily(
	"lseek",
	"int64_t",
	["int", "int64_t", "int"],
	(bound) => {
		lseek = bound;
	},
);

/** `pwrite(2)` from a typed array. */
export let pwrite: (fd: number, bytes: Uint8Array, length: number, offset: number) => number = bindLazily(
	"pwrite",
	"intptr_t",
	["int", "void *", "size_t", "int64_t"],
	(bound) => {
		pwrite = bound;
	},
);

/** `ftruncate(2)`. */
export let ftruncate: (fd: number, length: number) => number = bindLazily(
	"ftruncate",
	"int",
	["int", "int64_t"],
	(bound) => {
		ftruncate = bound;
	},
);

/** `flock(2)`. */
export let flock: (fd: number, operation: number) => number = bindLazily(
	"flock",
	"int",
	["int", "int"],
	(bound) => {
		flock = bound;
	},
);

/** `memfd_create(2)`: Linux and FreeBSD. */
export let memfdCreate: (name: string, flags: number) => number = bindLazily(
	"memfd_create",
	"int",
	["str", "unsigned int"],
	(bound) => {
		memfdCreate = bound;
	},
);

/** `statx(2)`: Linux. */
export let statx: (fd: number, path: string, flags: number, mask: number, result: Uint8Array) => number =
	bindLazily("statx", "int", ["int", "str", "int", "unsigned int", "void *"], (bound) => {
		statx = bound;
	});
