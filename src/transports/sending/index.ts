/** What waits to be sent. */
export { JoinedPieces } from "./joined-pieces.js";
export { SendQueue } from "./send-queue.js";
