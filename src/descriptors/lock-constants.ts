/**
 * What `flock` does.
 *
 * @see https://docs.python.org/3/library/fcntl.html#fcntl.flock
 */
import { platform } from "../ffi/index.js";

const { descriptors } = platform;

/** A lock that any number may have at once, while nobody has it alone. */
export const LOCK_SH: number = descriptors.LOCK_SH;

/** A lock that one has alone. */
export const LOCK_EX: number = descriptors.LOCK_EX;

/** Do not wait: fail where somebody else has it. */
export const LOCK_NB: number = descriptors.LOCK_NB;

/** Give the lock up. */
export const LOCK_UN: number = descriptors.LOCK_UN;
