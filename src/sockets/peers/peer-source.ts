/** What the questions about a peer are asked of. */
import type { NodeSocket } from "../node/node-socket.js";
import type { Socket } from "../socket.js";

/** A Unix connection of ours, or one of Node's that {@link fromNode} was asked about. */
export type PeerSource = Socket | NodeSocket;
