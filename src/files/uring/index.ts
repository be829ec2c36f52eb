/** Files through io_uring. */
export { fileRingRefusal } from "./file-ring-refusal.js";
export { makeRingBackend } from "./make-ring-backend.js";
