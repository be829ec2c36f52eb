/** What the event loop needs of the sockets, and users do not. */
export { addressDetails } from "./addresses/address-details.js";
export { decodeAddress, encodeAddress } from "./addresses/codecs.js";
export { resolveAddress } from "./addresses/resolve-address.js";
export { byteLength } from "./arguments/byte-length.js";
export { checkBytes, checkRoom } from "./arguments/check-bytes.js";
export { checkInteger } from "./arguments/check-integer.js";
export { checkText } from "./arguments/check-text.js";
export { showValue } from "./arguments/show-value.js";
export { addCloseListener } from "./close-listeners.js";
export { resolverError } from "./resolver-error.js";
export { socketFromDescriptor } from "./socket-from-descriptor.js";
