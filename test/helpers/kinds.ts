/** Connected, non-blocking sockets of every family and type that the loop's operations must serve alike. */
import { randomBytes } from "node:crypto";
import type { ExecutionContext } from "ava";
import {
	type Address,
	AF_INET,
	AF_INET6,
	AF_UNIX,
	createServer,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	Socket,
} from "../../src/sockets/index.js";
import { hasLoopback6 } from "../sockets/helpers/has-loopback6.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { nonBlockingPair } from "./non-blocking-pair.js";

/** A family and a type. */
export interface Kind {
	readonly name: string;
	readonly family: number;
	readonly type: number;
	/** Whether one send is one receive. */
	readonly keepsMessages: boolean;
}

/** All of them. */
export const kinds: readonly Kind[] = [
	{ name: "TCP", family: AF_INET, type: SOCK_STREAM, keepsMessages: false },
	{ name: "TCP over IPv6", family: AF_INET6, type: SOCK_STREAM, keepsMessages: false },
	{ name: "UDP", family: AF_INET, type: SOCK_DGRAM, keepsMessages: true },
	{ name: "UDP over IPv6", family: AF_INET6, type: SOCK_DGRAM, keepsMessages: true },
	{ name: "Unix stream", family: AF_UNIX, type: SOCK_STREAM, keepsMessages: false },
	{ name: "Unix datagram", family: AF_UNIX, type: SOCK_DGRAM, keepsMessages: true },
	{ name: "Unix seqpacket", family: AF_UNIX, type: SOCK_SEQPACKET, keepsMessages: true },
];

/** Those that are connected and accepted. */
export const connectedKinds = kinds.filter(({ type }) => type !== SOCK_DGRAM);

/** Those whose datagrams carry an address. */
export const datagramKinds = kinds.filter(({ type }) => type === SOCK_DGRAM);

function nonBlocking(t: ExecutionContext, sock: Socket): Socket {
	sock.setblocking(false);
	t.teardown(() => sock.close());
	return sock;
}

/** Whether this machine has the kind; where it has not, the test has passed and said so. */
export function hasKind(t: ExecutionContext, { family }: Kind): boolean {
	return family !== AF_INET6 || hasLoopback6(t);
}

/** A new socket of a kind. */
export function socketOf(t: ExecutionContext, { family, type }: Kind): Socket {
	return nonBlocking(t, new Socket(family, type));
}

/** An address of a kind that nobody has: a free port, or a path. */
export function freeAddress(t: ExecutionContext, { family }: Kind): Address {
	if (family === AF_UNIX) return `${temporaryFolder(t)}/${randomBytes(4).toString("hex")}`;
	return [family === AF_INET6 ? "::1" : "127.0.0.1", 0];
}

/** A bound socket of a kind. */
export function boundSocket(t: ExecutionContext, kind: Kind): Socket {
	const sock = socketOf(t, kind);
	sock.bind(freeAddress(t, kind));
	return sock;
}

/** A listening socket of a kind. */
export function listenerOf(t: ExecutionContext, kind: Kind, backlog = 128): Socket {
	if (kind.family !== AF_UNIX) {
		const address = freeAddress(t, kind) as [string, number];
		return nonBlocking(t, createServer(address, { family: kind.family, backlog }));
	}
	const sock = boundSocket(t, kind);
	sock.listen(backlog);
	return sock;
}

/** Two sockets of a kind, connected to each other. */
export function pairOf(t: ExecutionContext, kind: Kind): [Socket, Socket] {
	if (kind.family === AF_UNIX) return nonBlockingPair(t, kind.type);
	if (kind.type === SOCK_DGRAM) {
		const [a, b] = [boundSocket(t, kind), boundSocket(t, kind)];
		a.connect(b.getsockname());
		b.connect(a.getsockname());
		return [a, b];
	}
	const listener = listenerOf(t, kind);
	const client = new Socket(kind.family, kind.type);
	client.connect(listener.getsockname());
	const [server] = listener.accept();
	return [nonBlocking(t, client), nonBlocking(t, server)];
}
