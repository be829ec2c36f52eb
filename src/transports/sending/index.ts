/** What waits to be sent. */
export { SendQueue } from "./send-queue.js";
