/** `sendfile(2)` as an operation: the kernel sends a part of a file, and nothing is copied through this process. */
import { constants } from "node:os";
import { osError } from "../../errors.js";
import type { SendFileChunk } from "../../ffi/index.js";
import type { FileObject } from "../../selectors/index.js";
import { ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import type { FilePieces } from "./file-pieces.js";

/** How much goes at one event: the disk is waited for meanwhile, and so are all others. */
const mostPerEvent = 1024 * 1024;

/** Sends a file as its socket has room; `pieces.at` always tells how much has gone. */
export class KernelSend extends ReadyOperation<void> {
	private readonly chunk: SendFileChunk;
	private readonly pieces: FilePieces;
	private readonly from: number;
	private readonly end: number;
	private left: number;

	/**
	 * @param engine the engine.
	 * @param sock the socket.
	 * @param fd its descriptor.
	 * @param chunk this system's way.
	 * @param pieces the part of the file.
	 * @param from the file's descriptor.
	 * @param end where in the file to end.
	 */
	constructor(
		engine: SelectorEngine,
		sock: FileObject,
		fd: number,
		chunk: SendFileChunk,
		pieces: FilePieces,
		from: number,
		end: number,
	) {
		super(engine.driver, sock, fd);
		this.chunk = chunk;
		this.pieces = pieces;
		this.from = from;
		this.end = end;
		this.left = mostPerEvent;
	}

	get writes(): boolean {
		return true;
	}

	protected get syscall(): string {
		return "sendfile";
	}

	override attempt(direction: Parameters<ReadyOperation<void>["attempt"]>[0]): boolean {
		this.left = mostPerEvent;
		return super.attempt(direction);
	}

	protected call(): number {
		const { fd, from, pieces, end, left } = this;
		if (!pieces.isCurrent()) throw osError(constants.errno.EBADF, "sendfile", { fd: from });
		return this.chunk(fd, from, pieces.at, Math.min(left, end - pieces.at));
	}

	protected finish(sent: number): boolean {
		this.pieces.at += sent;
		this.left -= sent;
		// Nothing more to send is how the kernel tells of the file's end.
		if (sent > 0 && this.pieces.at < this.end) return false;
		this.setResult();
		return true;
	}

	protected override givesWay(): boolean {
		return this.left <= 0;
	}
}
