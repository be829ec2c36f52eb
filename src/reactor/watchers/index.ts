/** What tells a host in Node's loop that a selector has something. */
export { createWatcher } from "./create-watcher.js";
export { DescriptorWatcher } from "./descriptor-watcher.js";
export { outside } from "./outside.js";
export { selectorWatchTarget } from "./selector-watch-target.js";
export type { Surroundings } from "./surroundings.js";
export { ThreadWatcher } from "./thread-watcher.js";
export type { Watcher, WatchTarget } from "./watcher.js";
