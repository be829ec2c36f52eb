/** What streams need of the transports, and users do not. */
export { checkTlsParameters } from "./check-tls-parameters.js";
export { DuplexTransport } from "./duplex/index.js";
export { letGo } from "./let-go.js";
