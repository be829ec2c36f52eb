/** The shape of a platform's table of sockets. */
import type { SocketConstants } from "./socket-constants.js";

/** The numbers and layouts of sockets. */
export interface SocketTable {
	/** The constants that users see, by the names that Python and C give them; `NaN` where the system has no such thing. */
	readonly constants: SocketConstants;
	/** Whether a sockaddr begins with its own length (Darwin and the BSDs). */
	readonly sockaddrHasLength: boolean;
	/** How many bytes a Unix socket's path may take, its closing zero included. */
	readonly sunPathLength: number;
	/** Whether Unix sockets have names that begin with a zero byte and live in no file system (Linux). */
	readonly abstractUnixNames: boolean;
	/** Whether `struct addrinfo` has the canonical name before the sockaddr (Darwin, FreeBSD). */
	readonly addrinfoNameFirst: boolean;
	/** What every send adds so that a broken connection raises no signal; 0 where SO_NOSIGPIPE does that for the socket (Darwin). */
	readonly noSignalFlag: number;
	/** Which `sendfile(2)` there is: each system's takes its arguments in its own way, and OpenBSD has none. */
	readonly sendfile: "linux" | "darwin" | "freebsd" | "none";
}
