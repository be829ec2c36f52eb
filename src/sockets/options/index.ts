/** Socket options by name and type. */
export type { IpOptions } from "./ip-options.js";
export type { LevelOptions } from "./level-options.js";
export type { GroupOptions, MulticastOptions } from "./multicast.js";
export { optionValues, type SocketOptionValues } from "./socket-option-values.js";
export type { TcpInfo } from "./tcp-info.js";
export type { TcpOptions } from "./tcp-options.js";
