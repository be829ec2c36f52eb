/** Files that are read and written without blocking the loop, and the kernel's own queues of requests. */
export { AsyncFile } from "./async-file.js";
export type { FileBackendName } from "./backends/index.js";
export { alignedBuffer } from "./memory/index.js";
export { open } from "./open.js";
export type { OpenOptions } from "./open-options.js";
export type { AioEvent, AioOperation, AioRequest } from "./raw/aio-request.js";
export { IoUring } from "./raw/io-uring.js";
export { LinuxAio } from "./raw/linux-aio.js";
export type { UringCompletion, UringLinkOptions, UringOptions } from "./raw/uring-types.js";
export { SEEK_CUR, SEEK_END, SEEK_SET } from "./seek-constants.js";
