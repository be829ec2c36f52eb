/** The inside of a NodeSocket: the functions that do a Socket's work take it, and find the descriptor anew at each use. */
import { RuntimeError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import type { SocketKind } from "../socket-kind.js";
import type { SocketState } from "../socket-state.js";
import type { FoundHandle, NodeHandle } from "./node-handle.js";

const { MSG_ERRQUEUE, MSG_PEEK, SOCK_STREAM } = platform.sockets.constants;
// Where a system has no such flag it is NaN, which the bit operators take for 0.
const harmless = MSG_PEEK | MSG_ERRQUEUE;

/** A socket's state whose descriptor is Node's. */
export class NodeState implements SocketState {
	readonly family: number;
	readonly type: number;
	readonly proto: number;
	/** libuv's sockets never block. */
	readonly timeout = 0;
	#found: FoundHandle | undefined;
	readonly #source: { readonly writableLength?: number };

	constructor(source: object, found: FoundHandle, { family, type, proto }: SocketKind) {
		this.family = family;
		this.type = type;
		this.proto = proto;
		this.#source = source;
		this.#found = found;
	}

	/** The handle; undefined once it was let go of. */
	get handle(): NodeHandle | undefined {
		return this.#found?.handle;
	}

	/** The descriptor that Node's handle has now; -1 where it has none any more. */
	get fd(): number {
		return Math.max(-1, this.handle?.fd ?? -1);
	}

	/** Forgets the handle. */
	forget(): void {
		this.#found = undefined;
	}

	/**
	 * Refuses to take what Node is about to read.
	 *
	 * @param action what is to be done.
	 * @param flags its flags: a look that takes nothing away is allowed, and so is the queue of errors.
	 * @throws RuntimeError where Node reads, or TLS does.
	 */
	checkReading(action: string, flags: number): void {
		const found = this.#found;
		if (found === undefined || this.fd < 0 || (flags & harmless) !== 0) return;
		if (found.tls) throw new RuntimeError(`Cannot ${action}: what arrives belongs to the TLS connection`);
		if (found.isReading()) {
			throw new RuntimeError(
				`Cannot ${action}: Node reads from this socket; use MSG_PEEK, or have it paused before it connects`,
			);
		}
	}

	/**
	 * Refuses to send into the midst of what Node has still to write.
	 *
	 * @param action what is to be done.
	 * @throws RuntimeError where Node has bytes to write, or TLS would find ours among its own.
	 */
	checkWriting(action: string): void {
		const found = this.#found;
		if (found === undefined || this.fd < 0) return;
		if (found.tls) throw new RuntimeError(`Cannot ${action}: the bytes of a TLS connection are its own`);
		if (this.type !== SOCK_STREAM) return;
		const waiting = Math.max(this.#source.writableLength ?? 0, found.handle?.writeQueueSize ?? 0);
		if (waiting > 0) {
			throw new RuntimeError(
				`Cannot ${action}: Node has ${waiting} bytes to write first; wait for its callback`,
			);
		}
	}
}
