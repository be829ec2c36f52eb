/** Watching files by a kqueue. */
export { VnodeQueue } from "./vnode-queue.js";
