/** The names of the constants of sockets: all that any of the systems has. Linux's table lists them. */
import type { socketConstants } from "./linux/index.js";

/** Constants that users see, by the names that C and Python give them; `NaN` where the system has no such thing. */
export type SocketConstants = Readonly<Record<keyof typeof socketConstants, number>>;
