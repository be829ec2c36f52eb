/** What can be awaited beside sockets: the makers of descriptors, and a friendly face for each. */
export type { DescriptorLoop, DescriptorLoopOptions } from "./descriptor-loop.js";
export { openTun, type TunOptions } from "./tun/open-tun.js";
export { type TunDetails, TunDevice, type TunReadOptions } from "./tun/tun-device.js";
