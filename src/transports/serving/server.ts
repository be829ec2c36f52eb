/** A server: listening sockets, and the connections that they have accepted. */
import { inspect } from "node:util";
import { CancelledError, RuntimeError } from "../../errors.js";
import { type Coroutine, Future, Operation, type SchedulerOwner, waitOn } from "../../futures/index.js";
import { shownAs } from "../../internal/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import type { Socket } from "../../sockets/index.js";
import type { WriteTransport } from "../interfaces/index.js";
import { Acceptor, type TakeConnection } from "./acceptor.js";

/** What a {@link Server} is made of. */
export interface ServerParts {
	readonly engine: SelectorEngine;
	/** Bound, non-blocking, not yet listening. */
	readonly sockets: readonly Socket[];
	readonly backlog: number;
	/** Makes the function that makes a connection of what was accepted. */
	readonly take: (server: Server) => TakeConnection;
	/** Called when the sockets were closed. */
	readonly onClosed?: (() => void) | undefined;
}

/**
 * A server, as `createServer` and `startServer` make it.
 *
 * It keeps the process alive while it serves; {@link Server.unref} lets the process end without it. Declared with
 * `await using` it is closed at the end of the block, which then waits for its connections to end.
 *
 * @example
 * ```ts
 * import { getEventLoop, type InetAddress, Protocol } from "evloop";
 *
 * const server = await getEventLoop().createServer(() => new Protocol(), "127.0.0.1", 0);
 * const [host] = server.sockets[0]?.getsockname<InetAddress>() ?? [];
 * console.log(host, server.isServing()); // 127.0.0.1 true
 * server.close();
 * await server.waitClosed();
 * ```
 * @see https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.Server
 */
export class Server implements AsyncDisposable {
	readonly #parts: ServerParts;
	readonly #clients = new Set<WriteTransport>();
	#sockets: readonly Socket[] | undefined;
	#acceptors: readonly Acceptor[] | undefined;
	#waiters: Future<void>[] | undefined = [];
	#forever: Future<never> | undefined;
	#wantsHold = true;
	#holds = false;

	/** @hidden */
	constructor(parts: ServerParts) {
		this.#parts = parts;
		this.#sockets = parts.sockets;
	}

	/** The sockets that it listens at; none once it is closed. Throws nothing. */
	get sockets(): readonly Socket[] {
		return this.#sockets ?? [];
	}

	/**
	 * The loop that it belongs to. Throws nothing.
	 *
	 * @returns the loop.
	 */
	getLoop(): SchedulerOwner {
		return this.#parts.engine.loop;
	}

	/**
	 * Asks whether it accepts connections. Throws nothing.
	 *
	 * @returns whether it does.
	 */
	isServing(): boolean {
		return this.#acceptors !== undefined;
	}

	/**
	 * Begins to accept connections, unless it does already.
	 *
	 * @returns a future that is done once it does.
	 * @throws RuntimeError if it is closed.
	 * @throws OSError if the address cannot be listened at (EADDRINUSE).
	 */
	startServing(): Future<void> {
		this.#start();
		const started = new Future<void>(this.#parts.engine);
		started.setResult();
		return started;
	}

	/**
	 * Accepts connections until the future is cancelled, which closes the server and waits for its connections to end.
	 *
	 * @returns a future that has no result: it ends with a CancelledError, as it does when somebody closes the server.
	 * @throws RuntimeError if it is closed, or somebody does so already.
	 */
	serveForever(): Future<never> {
		if (this.#forever !== undefined) {
			throw new RuntimeError("Cannot serveForever: somebody is waiting in serveForever() already");
		}
		this.#start();
		this.#forever = new Future<never>(this.#parts.engine);
		return new Operation(this.#parts.engine, this.#serving(this.#forever));
	}

	/**
	 * Stops listening, and closes the listening sockets; connections go on. Twice is harmless. Throws nothing.
	 */
	close(): void {
		const sockets = this.#sockets;
		if (sockets === undefined) return;
		this.#sockets = undefined;
		for (const acceptor of this.#acceptors ?? []) acceptor.stop();
		this.#acceptors = undefined;
		for (const sock of sockets) sock.close();
		this.#hold(false);
		this.#parts.onClosed?.();
		const forever = this.#forever;
		this.#forever = undefined;
		forever?.cancel();
		if (this.#clients.size === 0) this.#wakeUp();
	}

	/** Closes all connections in good order: what was written to them is still sent. Throws nothing. */
	closeClients(): void {
		for (const client of [...this.#clients]) client.close();
	}

	/** Ends all connections at once: what was not sent yet is dropped. Throws nothing. */
	abortClients(): void {
		for (const client of [...this.#clients]) client.abort();
	}

	/**
	 * Waits until the server is closed and all of its connections are over, in whichever order. Throws nothing.
	 *
	 * @returns a future of nothing.
	 */
	waitClosed(): Future<void> {
		const waiter = new Future<void>(this.#parts.engine);
		if (this.#waiters === undefined) waiter.setResult();
		else this.#waiters.push(waiter);
		return waiter;
	}

	/**
	 * Has it keep the process alive while it serves, as it does from the start. Throws nothing.
	 *
	 * @returns itself.
	 */
	ref(): this {
		this.#wantsHold = true;
		this.#hold(this.isServing());
		return this;
	}

	/**
	 * Lets the process end although it serves. Throws nothing.
	 *
	 * @returns itself.
	 */
	unref(): this {
		this.#wantsHold = false;
		this.#hold(false);
		return this;
	}

	/** Closes it at the end of an `await using` block, and waits until its connections are over. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.close();
		await this.waitClosed();
	}

	/**
	 * Takes a connection in.
	 *
	 * @param transport the connection's transport.
	 * @internal
	 */
	attach(transport: WriteTransport): void {
		this.#clients.add(transport);
	}

	/**
	 * Lets a connection go that is over.
	 *
	 * @param transport the connection's transport.
	 * @internal
	 */
	detach(transport: WriteTransport): void {
		this.#clients.delete(transport);
		if (this.#clients.size === 0 && this.#sockets === undefined) this.#wakeUp();
	}

	#start(): void {
		const { engine, backlog, take } = this.#parts;
		if (this.#sockets === undefined) throw new RuntimeError("Cannot start serving: the server is closed");
		if (this.#acceptors !== undefined) return;
		const acceptors: Acceptor[] = [];
		const takeConnection = take(this);
		try {
			for (const sock of this.#sockets) {
				sock.listen(backlog);
				acceptors.push(new Acceptor(engine, sock, backlog, takeConnection, () => this.close()));
			}
		} catch (error) {
			for (const acceptor of acceptors) acceptor.stop();
			throw error;
		}
		this.#acceptors = acceptors;
		this.#hold(this.#wantsHold);
	}

	*#serving(forever: Future<never>): Coroutine<never> {
		try {
			return yield* waitOn(forever);
		} catch (error) {
			if (this.#forever === forever) this.#forever = undefined;
			if (error instanceof CancelledError) {
				this.close();
				yield* waitOn(this.waitClosed());
			}
			throw error;
		}
	}

	#hold(holds: boolean): void {
		if (holds === this.#holds) return;
		this.#holds = holds;
		if (holds) this.#parts.engine.retain();
		else this.#parts.engine.release();
	}

	#wakeUp(): void {
		const waiters = this.#waiters ?? [];
		this.#waiters = undefined;
		for (const waiter of waiters) if (!waiter.done()) waiter.setResult();
	}
}

shownAs(Server, (server) => `<Server sockets=[${server.sockets.map((sock) => inspect(sock)).join(", ")}]>`);
