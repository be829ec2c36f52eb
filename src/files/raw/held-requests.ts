/**
 * The raw objects whose requests the kernel has, of this thread: held here, since the kernel works in their memory whether or
 * not anybody still has the object.
 */

/** The objects. */
export const heldRequests: Set<object> = new Set();
