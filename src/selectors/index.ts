/** Selectors: waiting for many descriptors at once. Python's `selectors`. */
export { BaseSelector, type DataArgument } from "./base-selector.js";
export { EpollSelector as DefaultSelector, EpollSelector, type EpollStatistics } from "./epoll-selector.js";
export { EVENT_READ, EVENT_WRITE } from "./events.js";
export { type FileObject, fileDescriptor } from "./file-object.js";
export { SelectorKey } from "./selector-key.js";
export type { SelectorMap } from "./selector-map.js";
export type { SelectorStatistics } from "./selector-statistics.js";
