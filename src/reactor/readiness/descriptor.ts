/**
 * What the loop knows of one descriptor.
 *
 * It is the direction of reading itself: there is one for each connection, and most of them are never waited for to write.
 */
import type { DescriptorOwner } from "./descriptor-owner.js";
import { Direction } from "./direction.js";

/** A descriptor that is watched, or was and may be again. */
export class Descriptor extends Direction {
	readonly fd: number;
	/** What the selector watches it for; 0 if it is not registered. */
	mask: number;
	/**
	 * Whether its registration outlives an operation. Only where its closing is announced, as by our own sockets: the
	 * kernel drops the registration of a closed descriptor without a word, and the next owner of its number would wait
	 * for ever on one that is not there.
	 */
	keep: boolean;
	/** The transport that it belongs to: nobody else may wait for it. */
	owner: DescriptorOwner | undefined;
	/** Most descriptors are never waited for to write. */
	private lateWriting: Direction | undefined;

	constructor(fd: number) {
		super();
		this.fd = fd;
		this.mask = 0;
		this.keep = false;
		this.owner = undefined;
		this.lateWriting = undefined;
	}

	/** The direction of reading. */
	get reading(): Direction {
		return this;
	}

	/** The direction of writing, made when it is first asked for. */
	get writing(): Direction {
		this.lateWriting ??= new Direction();
		return this.lateWriting;
	}

	/**
	 * The direction that an operation waits for.
	 *
	 * @param operation the operation.
	 * @returns the direction.
	 */
	directionOf(operation: { readonly writes: boolean }): Direction {
		return operation.writes ? this.writing : this.reading;
	}

	/** Whether the next write may be tried at once: nobody waits before it, and the last one did not have to. */
	get maySend(): boolean {
		const { lateWriting } = this;
		return lateWriting === undefined || (lateWriting.head === undefined && lateWriting.ready);
	}

	/** Whether nothing of it needs to be remembered. */
	get forgettable(): boolean {
		return this.owner === undefined && !this.awaited;
	}

	/** Whether anybody waits, in either direction. */
	get awaited(): boolean {
		return this.wanted || this.lateWriting?.wanted === true;
	}

	/**
	 * Takes its callbacks back, fails every operation that waits for it, and tells its owner.
	 *
	 * @param reason makes what they fail with.
	 */
	override abandon(reason: () => unknown): void {
		super.abandon(reason);
		this.lateWriting?.abandon(reason);
		const { owner } = this;
		this.owner = undefined;
		owner?.abandoned(reason());
	}
}
