/** What makers of descriptors stand on where the kernel has a kqueue and no descriptor of their kind. */
export { EventQueue } from "./event-queue.js";
export type { KqueueMakerOptions } from "./kqueue-maker-options.js";
export { queueInstead } from "./queue-instead.js";
