/** Selectors; `evloop/selectors` is in `entries/`, beside the errors. */
export { BaseSelector, type DataArgument } from "./base-selector.js";
export { DefaultSelector, type DefaultSelectorConstructor } from "./default-selector.js";
export { DevpollSelector } from "./devpoll-selector.js";
export { EpollSelector, type EpollStatistics } from "./epoll-selector.js";
export { EVENT_READ, EVENT_WRITE } from "./events.js";
export { type FileObject, fileDescriptor } from "./file-object.js";
export type { KqueueOptions } from "./kqueue-options.js";
export { KqueueSelector } from "./kqueue-selector.js";
export { PollSelector } from "./poll-selector.js";
export { SelectSelector } from "./select-selector.js";
export { SelectorKey } from "./selector-key.js";
export type { SelectorMap } from "./selector-map.js";
export type { SelectorStatistics } from "./selector-statistics.js";
