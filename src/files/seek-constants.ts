/** From where `seek` counts; the same numbers on every system. */

/** From the beginning of the file. */
export const SEEK_SET = 0;
/** From the file's own place. */
export const SEEK_CUR = 1;
/** From the end of the file. */
export const SEEK_END = 2;
