/** Files through Linux AIO. */
export { AioContext } from "./aio-context.js";
export { makeAioBackend } from "./make-aio-backend.js";
