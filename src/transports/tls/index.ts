/** TLS over our transports, by `node:tls`. */
export { expectServable } from "./expect-servable.js";
export { secure } from "./secure.js";
export { type StartTlsOptions, startTls } from "./start-tls.js";
export { tlsTransport } from "./tls-transport.js";
