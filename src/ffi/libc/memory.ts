/** libc's calls for memory that JavaScript's collector knows nothing of. */
import { bindLazily } from "../bind.js";

/** `calloc(3)`: zeroed memory; 0 where there is none. */
export let calloc: (count: number, size: number) => number = bindLazily(
	"calloc",
	"uintptr_t",
	["size_t", "size_t"],
	(bound) => {
		calloc = bound;
	},
);

/** `free(3)`. */
export let free: (address: number) => void = bindLazily("free", "void", ["uintptr_t"], (bound) => {
	free = bound;
});

/** `memcpy(3)` between two addresses. */
export let memcpy: (to: number, from: number, length: number) => number = bindLazily(
	"memcpy",
	"uintptr_t",
	["uintptr_t", "uintptr_t", "size_t"],
	(bound) => {
		memcpy = bound;
	},
);

/** `mmap(2)`; -1 as an unsigned number where it fails. */
export let mmap: (
	address: number,
	length: number,
	protection: number,
	flags: number,
	fd: number,
	offset: number,
) => number = bindLazily(
	"mmap",
	"uintptr_t",
	["uintptr_t", "size_t", "int", "int", "int", "long"],
	(bound) => {
		mmap = bound;
	},
);

/** `munmap(2)`. */
export let munmap: (address: number, length: number) => number = bindLazily(
	"munmap",
	"int",
	["uintptr_t", "size_t"],
	(bound) => {
		munmap = bound;
	},
);
