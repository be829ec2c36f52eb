/** What tests need; `evloop/testing` is in `entries/`, beside the errors. */
export { VirtualEventLoop, type VirtualEventLoopOptions } from "./virtual-event-loop.js";
