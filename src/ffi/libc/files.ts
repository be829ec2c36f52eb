/** libc's calls for files that lie still: reading at a place, moving the place. */
import { bindLazily } from "../bind.js";

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
