/** Between our transports and Node's streams. */
export { DuplexTransport, type DuplexTransportOptions } from "./duplex-transport.js";
export { TransportDuplex } from "./transport-duplex.js";
