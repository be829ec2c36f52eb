/** A stream of a child process that is the null device; Python's `subprocess.DEVNULL`. */
export const DEVNULL = -3;
