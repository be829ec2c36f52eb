/** `ioctl(2)`: a request is an `unsigned long`, variadic for Apple's arm64. */
import { bindLazily } from "../bind.js";

/** `ioctl(2)` with a typed array. */
export let ioctl: (
	fd: number,
	request: number,
	type: "void *",
	argument: Uint8Array | Uint16Array | Int32Array,
) => number = bindLazily("ioctl", "int", ["int", "unsigned long", "..."], (bound) => {
	ioctl = bound;
});
