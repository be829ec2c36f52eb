/** Files by Node's own threads: on every system. */
export { makeThreadBackend } from "./thread-backend.js";
export { ThreadCall } from "./thread-call.js";
