/** Darwin: <time.h> (_CLOCK_MONOTONIC), <sys/fcntl.h> and <sys/signal.h> of xnu. */
import type { DescriptorTable } from "../descriptor-table.js";
import { noDescriptors } from "../no-descriptors.js";

/** The table of descriptor makers of darwin. */
export const descriptors: DescriptorTable = { ...noDescriptors, CLOCK_MONOTONIC: 6 };
