/** Accepts the connections of one listening socket. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { acceptCloexec, errno } from "../../ffi/index.js";
import {
	type Arrivals,
	type ArrivedConnection,
	type DescriptorOwner,
	expectPeer,
	packPeer,
	peerBytes,
	peerLength,
	type ReadyCallback,
	type SelectorEngine,
} from "../../reactor/index.js";
import { EVENT_READ } from "../../selectors/index.js";
import type { Socket } from "../../sockets/index.js";
import { type PackedAddress, socketFromDescriptor } from "../../sockets/internals.js";
import { letGo } from "../let-go.js";

const { EAGAIN, ECONNABORTED, EINTR, EPROTO } = constants.errno;
/** For how long it rests when there are no descriptors or no memory left, in milliseconds. */
const pause = 1000;
/** How many connections one event has it take at most: others have their turn, too. */
const mostAtOnce = 64;

/** What is done with a connection; it throws nothing. */
export type TakeConnection = (connection: Socket, peer: PackedAddress | undefined) => void;

/** One listening socket. */
export class Acceptor implements ReadyCallback, DescriptorOwner {
	readonly #engine: SelectorEngine;
	readonly #listener: Socket;
	readonly #fd: number;
	readonly #take: TakeConnection;
	readonly #loopClosed: () => void;
	readonly #atOnce: number;
	/** What the kernel accepts by itself; `undefined` where readiness says when there is something to accept. */
	readonly #flow: Arrivals<ArrivedConnection> | undefined;
	/** How many it takes at the next event: one, and more where they come in crowds. */
	#burst = 1;
	#stopped = false;
	#rest: { cancel(): void } | undefined;

	/**
	 * @param engine the engine.
	 * @param listener the socket, listening and non-blocking.
	 * @param backlog how many connections may wait in it.
	 * @param take what is done with each.
	 * @param loopClosed called where the loop is closed while it accepts.
	 * @throws RuntimeError if the socket belongs to a transport.
	 * @throws OSError if the selector refuses it, or the kernel to accept by itself.
	 */
	constructor(
		engine: SelectorEngine,
		listener: Socket,
		backlog: number,
		take: TakeConnection,
		loopClosed: () => void,
	) {
		this.#engine = engine;
		this.#listener = listener;
		this.#fd = listener.fileno();
		this.#take = take;
		this.#loopClosed = loopClosed;
		this.#atOnce = Math.max(1, Math.min(backlog, mostAtOnce));
		engine.driver.adopt(this.#fd, this);
		this.#flow = engine.acceptFlow(this.#fd, this);
		this.#watch();
	}

	/** Accepts no more; the socket stays open. Twice is harmless. */
	stop(): void {
		if (this.#stopped) return;
		this.#stopped = true;
		this.#rest?.cancel();
		this.#unwatch();
		this.#engine.driver.disown(this.#fd);
	}

	/** Takes what has come: readiness has it called, or the flow of connections. */
	run(): void {
		if (this.#flow === undefined) this.#accept();
		else this.#takeFrom(this.#flow);
	}

	#accept(): void {
		// To try until there is none costs a system call for each that comes alone.
		for (let count = 0; count < this.#burst && !this.#stopped && this.#rest === undefined; count += 1) {
			expectPeer();
			const fd = acceptCloexec(this.#fd, peerBytes, peerLength, true);
			if (fd >= 0) {
				this.#handOn(fd, packPeer());
				continue;
			}
			const error = errno();
			if (error === EAGAIN) {
				this.#burst = 1;
				return;
			}
			// A connection that was gone before it was accepted, or a signal: the next one, please.
			if (error === EINTR || error === ECONNABORTED || error === EPROTO) continue;
			this.#restAfter(error);
		}
		this.#burst = Math.min(2 * this.#burst, this.#atOnce);
	}

	#takeFrom(flow: Arrivals<ArrivedConnection>): void {
		flow.listening();
		// Stopped, the flow has nothing left.
		for (let next = flow.take(); next !== undefined; next = flow.take()) {
			if (typeof next === "number") this.#restAfter(next);
			else this.#handOn(next.fd, next.peer);
		}
	}

	#handOn(fd: number, peer: PackedAddress | undefined): void {
		const { family, type, proto } = this.#listener;
		this.#take(socketFromDescriptor(fd, family, type, proto, 0, true), peer);
	}

	/** Nobody but itself takes it back. */
	cancel(): void {}

	/** It is removed when it wants no more. */
	cancelled(): boolean {
		return false;
	}

	abandoned(): void {
		this.#stopped = true;
		this.#rest?.cancel();
		this.#flow?.stop();
		letGo(this.#engine, this.#listener);
		if (this.#engine.isClosed) this.#loopClosed();
	}

	/** What it is, for errors. */
	toString(): string {
		return `<Server fd=${this.#fd}>`;
	}

	/**
	 * No descriptors or no memory are left: the connections stay in the queue, and the socket stays readable, so to go on
	 * at once would be to spin. It tells of it once, and tries again in a second.
	 */
	#restAfter(error: number): void {
		if (this.#flow === undefined) this.#unwatch();
		this.#tell(osError(error, "accept", { fd: this.#fd }));
	}

	#watch(): void {
		if (this.#flow === undefined) this.#engine.driver.setCallback(this.#fd, EVENT_READ, this);
		else this.#flow.start();
	}

	#unwatch(): void {
		if (this.#flow === undefined) this.#engine.driver.removeCallback(this.#fd, EVENT_READ);
		else this.#flow.stop();
	}

	#tell(exception: unknown): void {
		this.#rest = this.#engine.enqueueLater(pause, { run: () => this.#goOn() });
		this.#engine.callExceptionHandler({
			message: "Cannot accept connections; trying again in a second",
			exception,
			socket: this.#listener,
		});
	}

	#goOn(): void {
		this.#rest = undefined;
		if (this.#stopped) return;
		try {
			this.#watch();
		} catch (exception) {
			this.#tell(exception);
		}
	}
}
