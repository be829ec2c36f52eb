/**
 * The true length of a Uint8Array, read by the language's own getter: an object can carry a `length` of its own, and a
 * system call that believed it would leave the buffer.
 */
const getter = Object.getOwnPropertyDescriptor(
	Object.getPrototypeOf(Uint8Array.prototype),
	"byteLength",
)?.get;

/**
 * How many bytes a Uint8Array really has at this moment.
 *
 * @param bytes a Uint8Array.
 * @returns its length; 0 where its buffer is detached.
 */
export function byteLength(bytes: Uint8Array): number {
	return getter?.call(bytes) as number;
}
