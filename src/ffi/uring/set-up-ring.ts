/** Making a ring, with as much as this kernel has. */
import { constants, endianness } from "node:os";
import { NotImplementedError, osError } from "../../errors.js";
import { errno } from "../errno.js";
import { ioUringSetup } from "../libc/uring.js";
import { NativeBuffer } from "../native-buffer.js";
import { platform } from "../platform.js";
import { uringFeature, uringParams, uringSetup } from "./constants.js";

const { CQSIZE, CLAMP, SUBMIT_ALL, COOP_TASKRUN, TASKRUN_FLAG, SINGLE_ISSUER, DEFER_TASKRUN } = uringSetup;
const { EINVAL } = constants.errno;

/**
 * What to ask for, the best first: completions that wait until we ask for them (Linux 6.1), that wait for any system call of
 * ours (5.19), that interrupt us (5.11).
 */
const wishes = [
	SUBMIT_ALL | SINGLE_ISSUER | DEFER_TASKRUN | TASKRUN_FLAG,
	SUBMIT_ALL | COOP_TASKRUN | TASKRUN_FLAG,
	0,
];

/** What a ring cannot do without here: one mapping for both queues, no lost completion, readiness of its own, timeouts. */
const needed = uringFeature.SINGLE_MMAP | uringFeature.NODROP | uringFeature.FAST_POLL | uringFeature.EXT_ARG;

/** A ring as the kernel made it. */
export interface RingSetup {
	readonly fd: number;
	/** What it was made with. */
	readonly flags: number;
	/** `struct io_uring_params`, filled in. */
	readonly params: Int32Array;
}

/**
 * Makes a ring; its descriptor is closed on exec.
 *
 * @param entries how many requests are handed in at once at most; a power of two.
 * @param completions for how many completions there is room, before the kernel must remember them elsewhere.
 * @param flagSets what to ask for, the best first; a test asks for less.
 * @returns the ring.
 * @throws NotImplementedError where this is not Linux, or its io_uring is too old.
 * @throws OSError where the kernel refuses: EPERM where it was forbidden, ENOSYS where there is none, ENOMEM.
 */
export function setUpRing(
	entries: number,
	completions: number,
	flagSets: readonly number[] = wishes,
): RingSetup {
	if (platform.name !== "linux") throw new NotImplementedError("Cannot make a ring: only Linux has io_uring");
	if (endianness() !== "LE")
		throw new NotImplementedError("Cannot make a ring: not written for this byte order");
	const memory = new NativeBuffer(uringParams.words * 4);
	const params = new Int32Array(memory.bytes);
	let error = EINVAL;
	for (const flags of flagSets) {
		params.fill(0);
		params[uringParams.flags] = flags | CQSIZE | CLAMP;
		params[uringParams.cqEntries] = completions;
		const fd = ioUringSetup(entries, memory.address);
		if (fd >= 0) return { fd, flags, params };
		error = errno();
		if (error !== EINVAL) break;
	}
	throw osError(error, "io_uring_setup");
}

/**
 * Tells whether a kernel's io_uring has what is needed here.
 *
 * @param features what it says.
 * @returns whether it has.
 */
export function hasNeededFeatures(features: number): boolean {
	return (features & needed) === needed;
}
