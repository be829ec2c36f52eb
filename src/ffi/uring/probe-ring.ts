/** Asking a ring what it can do. Linux 5.6; before, it is refused as an invalid argument. */
import { ioUringRegister } from "../libc/uring.js";
import { NativeBuffer } from "../native-buffer.js";
import { syscall } from "../syscall.js";
import { uringRegister } from "./constants.js";

/** More than there are; the kernel fills in those that it knows. */
const most = 256;
/** `struct io_uring_probe` before its list, and an element of the list: number, reserved, flags (16 bits), reserved (32). */
const headBytes = 16;
const elementBytes = 8;
const SUPPORTED = 1;

/**
 * Asks a ring which operations it knows.
 *
 * @param fd the ring.
 * @returns their numbers.
 * @throws OSError where the kernel refuses: EINVAL before Linux 5.6.
 */
export function probeRing(fd: number): ReadonlySet<number> {
	const memory = new NativeBuffer(headBytes + most * elementBytes);
	const bytes = new Uint8Array(memory.bytes);
	syscall("io_uring_register", ioUringRegister(fd, uringRegister.PROBE, memory.address, most), { fd });
	const known = new Set<number>();
	for (let i = 0; i < (bytes[1] ?? 0); i += 1) {
		const at = headBytes + i * elementBytes;
		if (((bytes[at + 2] ?? 0) & SUPPORTED) !== 0) known.add(bytes[at] ?? 0);
	}
	return known;
}
