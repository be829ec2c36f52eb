/** Files through Linux AIO. */
export { makeAioBackend } from "./make-aio-backend.js";
