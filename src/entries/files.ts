/**
 * Files that are read and written without blocking the loop.
 *
 * {@link open} gives an {@link AsyncFile}.
 *
 * @module
 */
// Files know no loop; whoever imports them alone needs one all the same.
import "../loop/index.js";

export * from "../files/index.js";
