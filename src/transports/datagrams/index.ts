/** Datagram endpoints. */
export { createDatagramEndpoint } from "./create-datagram-endpoint.js";
export type { DatagramEndpointOptions } from "./datagram-endpoint-options.js";
