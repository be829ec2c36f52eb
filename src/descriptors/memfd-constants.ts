/**
 * Flags and seals of files in memory; `NaN` where the system does not have one.
 *
 * @see https://man7.org/linux/man-pages/man2/memfd_create.2.html
 * @see https://man7.org/linux/man-pages/man2/F_GET_SEALS.2const.html
 */
import { platform } from "../ffi/index.js";

const { descriptors } = platform;

/** Flag of `memfd`: it may be sealed; the option `sealing` sets it. */
export const MFD_ALLOW_SEALING: number = descriptors.MFD_ALLOW_SEALING;

/** Flag of `memfd`: it lies in huge pages. */
export const MFD_HUGETLB: number = descriptors.MFD_HUGETLB;

/** Flag of `memfd`: it can never be executed (Linux 6.3). */
export const MFD_NOEXEC_SEAL: number = descriptors.MFD_NOEXEC_SEAL;

/** Flag of `memfd`: it may be executed, whatever the system's default is (Linux 6.3). */
export const MFD_EXEC: number = descriptors.MFD_EXEC;

/** Seal: no more seals can be set. */
export const F_SEAL_SEAL: number = descriptors.F_SEAL_SEAL;

/** Seal: it cannot become smaller. */
export const F_SEAL_SHRINK: number = descriptors.F_SEAL_SHRINK;

/** Seal: it cannot become larger. */
export const F_SEAL_GROW: number = descriptors.F_SEAL_GROW;

/** Seal: it cannot be written to. */
export const F_SEAL_WRITE: number = descriptors.F_SEAL_WRITE;

/** Seal: it cannot be written to but by memory that is mapped already (Linux 5.1). */
export const F_SEAL_FUTURE_WRITE: number = descriptors.F_SEAL_FUTURE_WRITE;

/** Seal: whether it can be executed stays as it is (Linux 6.3). */
export const F_SEAL_EXEC: number = descriptors.F_SEAL_EXEC;
