/** For `stderr` only: where `stdout` goes; Python's `subprocess.STDOUT`. */
export const STDOUT = -2;
