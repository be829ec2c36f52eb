/** OpenBSD: sys/sys/_time.h, sys/sys/fcntl.h and sys/sys/signal.h. */
import type { DescriptorTable } from "../descriptor-table.js";
import { noDescriptors } from "../no-descriptors.js";

/** The table of descriptor makers of openbsd. */
export const descriptors: DescriptorTable = { ...noDescriptors, CLOCK_MONOTONIC: 3, CLOCK_BOOTTIME: 6 };
