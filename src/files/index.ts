/**
 * Files without blocking the loop, and the kernel's own queues of requests.
 *
 * @module
 */
export type { AioEvent, AioOperation, AioRequest } from "./raw/aio-request.js";
export { IoUring } from "./raw/io-uring.js";
export { LinuxAio } from "./raw/linux-aio.js";
export type { UringCompletion, UringLinkOptions, UringOptions } from "./raw/uring-types.js";
