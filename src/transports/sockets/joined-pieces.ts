/** What `writelines` sends: small pieces joined into one, large ones as they are. */
import type { BytesLike } from "../../sockets/index.js";
import { byteLength, checkBytes, showValue } from "../../sockets/internals.js";

/** A piece of this size is sent by itself: copying it would cost more than the system call that is saved. */
const large = 16_384;
/** How much is joined at most. */
const mostJoined = 65_536;

/** Pieces, in as few parts as make sense. All are checked before the first part comes out. */
export class JoinedPieces implements Iterable<Uint8Array> {
	readonly #pieces: readonly Uint8Array[];

	/**
	 * @param pieces the pieces.
	 * @throws TypeError if one is neither bytes nor a string, or they are not iterable.
	 */
	constructor(pieces: Iterable<BytesLike>) {
		if (typeof pieces === "string" || pieces instanceof Uint8Array) {
			throw new TypeError("Cannot writelines: it takes several pieces; write() takes one");
		}
		// Array.from would take a number for no pieces at all.
		if (
			typeof (pieces as Partial<Iterable<BytesLike>> | null | undefined)?.[Symbol.iterator] !== "function"
		) {
			throw new TypeError(`Cannot writelines: the pieces must be iterable, got ${showValue(pieces)}`);
		}
		this.#pieces = Array.from(pieces, (piece) => checkBytes(piece, "Cannot writelines: a piece"));
	}

	*[Symbol.iterator](): Generator<Uint8Array, void, undefined> {
		let small: Uint8Array[] = [];
		let size = 0;
		for (const piece of this.#pieces) {
			const length = byteLength(piece);
			if (length < large && size + length <= mostJoined) {
				small.push(piece);
				size += length;
				continue;
			}
			if (size > 0) yield joined(small, size);
			small = length < large ? [piece] : [];
			size = length < large ? length : 0;
			if (length >= large) yield piece;
		}
		if (size > 0) yield joined(small, size);
	}
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
	const [first] = pieces;
	return pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces, size);
}
