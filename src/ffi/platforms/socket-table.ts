/** The shape of a platform's table of sockets. */

/** The numbers and layouts of sockets; `NaN` where the system has no such thing. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by its owner
export interface SocketTable {}
