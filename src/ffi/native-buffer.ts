/** Memory that C may be given the address of. */
import { koffi } from "./koffi.js";

/**
 * A piece of memory with a fixed address, for the calls that take a pointer as a plain number.
 *
 * The bytes live outside V8's heap (a typed array of up to 64 bytes that is made by its length does not), so they never
 * move. They live as long as this object is held: whoever passes `address` to C keeps the object, not the number.
 */
export class NativeBuffer {
	/** The memory. Zero at first. */
	readonly bytes: ArrayBuffer;
	/** Where it is. */
	readonly address: number;

	/** @param size in bytes. */
	constructor(size: number) {
		this.bytes = new ArrayBuffer(size);
		// Written twice, and first with what is no number, so that V8 keeps the address in this field as an object. Of a field
		// that only ever held large numbers it keeps the bits, and makes a new object at each reading.
		this.address = undefined as unknown as number;
		this.address = Number(koffi().address(this.bytes));
	}
}
