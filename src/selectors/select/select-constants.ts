/** The limits of select and of pipes. */
import { platform } from "../../ffi/index.js";

/** select() takes descriptors below this number: 1024 almost everywhere. */
export const FD_SETSIZE: number = platform.polling.FD_SETSIZE;

/**
 * So many bytes can be written to a pipe that was found ready for writing without blocking.
 *
 * @see https://docs.python.org/3/library/select.html#select.PIPE_BUF
 */
export const PIPE_BUF: number = platform.polling.PIPE_BUF;
