/** A stream of a child process that is piped to its parent; Python's `subprocess.PIPE`. */
export const PIPE = -1;
