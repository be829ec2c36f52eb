import type { Address } from "./address.js";

/** How the addresses of one family are written to and read from the kernel's form. */
export interface AddressCodec {
	/** How many bytes a sockaddr must have to be read; none if absent. */
	readonly least?: number;
	/**
	 * Checks an address and writes it as a sockaddr.
	 *
	 * @param address what the caller gave.
	 * @param action what it is for, such as `"connect"`.
	 * @returns the sockaddr, or undefined where the host is a name that must be looked up first.
	 * @throws TypeError where it has not the family's form.
	 * @throws RangeError where a number in it is outside its range.
	 * @throws ValueError where no call could make sense of it.
	 */
	readonly encode: (address: unknown, action: string) => Uint8Array | undefined;
	/**
	 * Reads a sockaddr.
	 *
	 * @param bytes at least as long as the sockaddr.
	 * @param length how much of it the kernel wrote.
	 */
	readonly decode: (bytes: Uint8Array, length: number) => Address;
}
