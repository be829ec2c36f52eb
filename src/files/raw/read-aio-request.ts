/** Checks the requests of a LinuxAio. */
import { ValueError } from "../../errors.js";
import { aioOp, largestTransfer } from "../../ffi/index.js";
import { fileDescriptor } from "../../selectors/index.js";
import { byteLength, checkBytes, checkRoom, showValue } from "../../sockets/internals.js";
import type { AioRequest } from "./aio-request.js";
import { checkPosition } from "./check-position.js";

const operations: ReadonlyMap<unknown, number> = new Map([
	["pread", aioOp.PREAD],
	["pwrite", aioOp.PWRITE],
	["fsync", aioOp.FSYNC],
	["fdatasync", aioOp.FDSYNC],
]);

/** A request, read once: its properties may be functions that answer otherwise the next time. */
export interface PlainAioRequest {
	readonly request: AioRequest;
	readonly operation: number;
	readonly fd: number;
	/** `undefined` for those that have no memory. */
	readonly bytes: Uint8Array | undefined;
	readonly position: number;
}

/**
 * Reads a request.
 *
 * @param request what was given.
 * @returns it, checked; whether the memory still is there has to be looked at once more where user code has run since.
 * @throws TypeError, RangeError or ValueError where something is wrong with it.
 */
export function readAioRequest(request: AioRequest): PlainAioRequest {
	if (typeof request !== "object" || request === null) {
		throw new TypeError(`Cannot submit: a request must be an object, got ${showValue(request)}`);
	}
	const { op, file, buffer, position } = request;
	const operation = operations.get(op);
	if (operation === undefined) {
		throw new ValueError(
			`Cannot submit: op must be "pread", "pwrite", "fsync" or "fdatasync", got ${showValue(op)}`,
		);
	}
	const fd = fileDescriptor(file);
	if (operation === aioOp.FSYNC || operation === aioOp.FDSYNC) {
		return { request, operation, fd, bytes: undefined, position: 0 };
	}
	const place = checkPosition(position, op, 0);
	const what = `Cannot ${op}: buffer`;
	const bytes = operation === aioOp.PREAD ? checkRoom(buffer, what) : checkBytes(buffer, what);
	if (byteLength(bytes) > largestTransfer) {
		throw new RangeError(`${what} must have at most ${largestTransfer} bytes, got ${byteLength(bytes)}`);
	}
	return { request, operation, fd, bytes, position: place };
}
