/** What protocols are given to work with. */
export type { BaseTransport } from "./base-transport.js";
export type { DatagramTransport } from "./datagram-transport.js";
export type { ReadTransport } from "./read-transport.js";
export type { SubprocessTransport } from "./subprocess-transport.js";
export type { Transport } from "./transport.js";
export type { TransportInfo } from "./transport-info.js";
export type { WriteBufferLimits, WriteTransport } from "./write-transport.js";
