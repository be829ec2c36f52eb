/** What the event loop needs of the sockets, and users do not. */
export { addressDetails } from "./addresses/address-details.js";
export { decodeAddress, encodeAddress } from "./addresses/codecs.js";
export { resolveAddress } from "./addresses/resolve-address.js";
export { byteLength } from "./arguments/byte-length.js";
export { checkBytes, checkRoom } from "./arguments/check-bytes.js";
export { checkFile } from "./arguments/check-file.js";
export { checkFilePart, type FilePart } from "./arguments/check-file-part.js";
export { checkInteger } from "./arguments/check-integer.js";
export { checkText } from "./arguments/check-text.js";
export { showValue } from "./arguments/show-value.js";
export { addCloseListener } from "./close-listeners.js";
export { isSendfileRefusal } from "./is-sendfile-refusal.js";
export { resolverError } from "./resolver-error.js";
export { socketFromDescriptor } from "./socket-from-descriptor.js";
