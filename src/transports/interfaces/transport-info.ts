/** What a transport can be asked about. */
import type { ChildProcess } from "node:child_process";
import type { TLSSocket } from "node:tls";
import type { FileObject } from "../../selectors/index.js";
import type { Address, Credentials, Socket } from "../../sockets/index.js";

/** The names that `getExtraInfo` knows, and what each stands for; a transport has some of them. */
export interface TransportInfo {
	/** The socket beneath: for options and names; the transport alone may read, write or close it. */
	readonly socket: Socket;
	/** The socket's own address. */
	readonly sockname: Address;
	/** The peer's address. */
	readonly peername: Address;
	/** The peer of a Unix connection. */
	readonly peercred: Credentials;
	/** The pipe beneath. */
	readonly pipe: FileObject;
	/** The child process beneath. */
	readonly subprocess: ChildProcess;
	/** Node's TLS socket: certificates, cipher, ALPN protocol, session. */
	readonly sslObject: TLSSocket;
}
