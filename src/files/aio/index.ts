/** Files through Linux AIO. */
export { AioContext, type AioDetails } from "./aio-context.js";
export { makeAioBackend } from "./make-aio-backend.js";
