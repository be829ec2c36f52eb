/** What can be awaited beside sockets: the makers of descriptors, and a friendly face for each. */

export type { DescriptorLoop, DescriptorLoopOptions } from "./descriptor-loop.js";
export * from "./inotify/index.js";
export * from "./terminals/index.js";
