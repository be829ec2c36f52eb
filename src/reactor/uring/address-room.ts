/** Room for the address that the kernel fills in when it accepts: its own for each request, and used again. */
import { NativeBuffer, SOCKADDR_STORAGE_SIZE } from "../../ffi/index.js";
import type { Address } from "../../sockets/index.js";
import { decodeAddress, type PackedAddress, packAddress } from "../../sockets/internals.js";

/** Room for one address; its length lies behind it. */
export class AddressRoom {
	readonly #memory = new NativeBuffer(SOCKADDR_STORAGE_SIZE + 8);
	readonly #bytes = Buffer.from(this.#memory.bytes, 0, SOCKADDR_STORAGE_SIZE);
	readonly #length = new Uint32Array(this.#memory.bytes, SOCKADDR_STORAGE_SIZE, 1);

	/** Where the address goes. */
	get address(): number {
		return this.#memory.address;
	}

	/** Where its length goes. */
	get lengthAddress(): number {
		return this.#memory.address + SOCKADDR_STORAGE_SIZE;
	}

	/** Makes room for the next one. */
	clear(): void {
		this.#length[0] = SOCKADDR_STORAGE_SIZE;
	}

	/**
	 * Reads what the kernel has written.
	 *
	 * @returns the address; `undefined` where the peer has none.
	 */
	read(): Address | undefined {
		return decodeAddress(this.#bytes, this.#length[0] ?? 0);
	}

	/**
	 * Reads what the kernel has written, to be kept.
	 *
	 * @returns the address in small; `undefined` where the peer has none.
	 */
	pack(): PackedAddress | undefined {
		return packAddress(this.#bytes, this.#length[0] ?? 0);
	}
}
