import type { ExecutionContext } from "ava";
import {
	AF_INET,
	AF_INET6,
	createServer,
	type InetAddress,
	Socket,
	socketpair,
} from "../../../src/sockets/index.js";
import { track } from "./track.js";

/** Two sockets connected to each other by TCP, with a listening one that is closed as well. */
export function tcpPair(t: ExecutionContext, family: number = AF_INET): [client: Socket, server: Socket] {
	const listener = track(t, listening(t, family));
	const client = track(t, new Socket(family));
	client.connect(listener.getsockname());
	const [server] = listener.accept();
	return [client, track(t, server)];
}

/** A listening TCP socket on loopback. */
export function listening(t: ExecutionContext, family: number = AF_INET): Socket {
	return track(t, createServer([family === AF_INET6 ? "::1" : "127.0.0.1", 0], { family }));
}

/** The port of a socket. */
export function portOf(sock: Socket): number {
	return sock.getsockname<InetAddress>()[1];
}

/** A tracked socketpair. */
export function pairOf(t: ExecutionContext, type?: number): [Socket, Socket] {
	const [left, right] = type === undefined ? socketpair() : socketpair(undefined, type);
	return [track(t, left), track(t, right)];
}
