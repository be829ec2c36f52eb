/** The names of the constants of sockets: all that any of the systems has. Linux's tables list them. */
import type { familyConstants, socketConstants } from "./linux/index.js";

/** What {@link SocketConstants} has beside those of Linux' own address families. */
export type CommonSocketConstants = Readonly<Record<keyof typeof socketConstants, number>>;

/** Those of Linux' own address families. */
export type FamilyConstants = Readonly<Record<keyof typeof familyConstants, number>>;

/** Constants that users see, by the names that C and Python give them; `NaN` where the system has no such thing. */
export type SocketConstants = CommonSocketConstants & FamilyConstants;
