/** `sigset_t`, which the C library fills: no two systems have the same. */
import { constants } from "node:os";
import { errno } from "../errno.js";
import { sigaddset, sigemptyset, sigtimedwait } from "../libc/signals.js";

/** More than any system's `sigset_t`: 128 bytes on Linux, 16 on FreeBSD, 4 on Darwin and OpenBSD. */
const size = 128;

/**
 * A set of signals.
 *
 * @param signals their numbers, which must be signals.
 * @returns the `sigset_t`.
 */
export function signalSet(signals: Iterable<number>): Uint8Array {
	const set = new Uint8Array(size);
	sigemptyset(set);
	for (const signal of signals) sigaddset(set, signal);
	return set;
}

/**
 * Takes out what is pending for this thread or the process.
 *
 * @param set signals that this thread blocks.
 */
export function takePendingSignals(set: Uint8Array): void {
	const atOnce = new Uint8Array(16);
	while (sigtimedwait(set, null, atOnce) > 0 || errno() === constants.errno.EINTR);
}
