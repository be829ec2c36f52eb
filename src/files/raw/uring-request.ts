/** A request of an IoUring. */
import { constants } from "node:os";
import type { Completion } from "../../reactor/index.js";
import type { RequestMemory } from "./request-memory.js";
import type { UringCompletion } from "./uring-types.js";

const { EFAULT } = constants.errno;

/** Who is told of the end of requests. */
export interface UringEnds {
	/**
	 * A request has ended.
	 *
	 * @param request the request.
	 * @param completion what it came to.
	 */
	ended(request: UringRequest, completion: UringCompletion): void;
}

/** What is held while the kernel has it. */
export class UringRequest implements Completion {
	readonly id: number;
	/** Its place in the ring; -1 for one that cancels another. */
	place = -1;
	/** Whether what it brings is a descriptor. */
	readonly opens: boolean;
	readonly #ends: UringEnds;
	readonly #memory: RequestMemory | undefined;
	/** What else the kernel was given the address of. */
	readonly held: unknown;

	/**
	 * @param ends who is told of its end.
	 * @param id its number.
	 * @param memory what it reads or writes.
	 * @param held what else the kernel was given the address of.
	 * @param opens whether what it brings is a descriptor.
	 */
	constructor(
		ends: UringEnds,
		id: number,
		memory: RequestMemory | undefined,
		held: unknown = undefined,
		opens = false,
	) {
		this.#ends = ends;
		this.id = id;
		this.#memory = memory;
		this.held = held;
		this.opens = opens;
	}

	complete(result: number, flags: number): void {
		const isIntact = this.#memory === undefined || this.#memory.finish(result);
		this.#ends.ended(this, { id: this.id, result: isIntact ? result : -EFAULT, flags });
	}

	/** Gives the memory back of what was never queued. */
	drop(): void {
		this.#memory?.finish(0);
	}
}
