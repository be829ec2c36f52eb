/** `struct msghdr` for `sendmsg(2)` and `recvmsg(2)` with everything that it can carry. */
import { endianness } from "node:os";
import { koffi } from "../koffi.js";
import { recvmsgAt, sendmsgAt } from "../libc/sockets.js";
import { NativeBuffer } from "../native-buffer.js";
import { platform } from "../platform.js";
import { SOCKADDR_STORAGE_SIZE } from "./sockaddr-header.js";

const { messageCountSize, control: layout } = platform.sockets;
const little = endianness() === "LE";
/** The largest `struct msghdr` has 56 bytes; the vector stands behind it, 16 bytes an entry. */
const vectorAt = 64;
/** IOV_MAX everywhere. */
const mostPlaces = 1024;
/** The language's own getters: an object can carry a `byteLength` of its own, and the kernel would believe it. */
const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
const trueLength = Object.getOwnPropertyDescriptor(typedArray, "byteLength")?.get;
const trueBuffer = Object.getOwnPropertyDescriptor(typedArray, "buffer")?.get;
/** A control buffer that is larger than this is not kept for the next message. */
const roomKept = 64 * 1024;

/**
 * A `struct msghdr` with vector, address and control buffer. The kernel reads and writes it during the call only, so one
 * serves a whole thread: what a call left in it must be read before the next call.
 *
 * On 64-bit systems it is { void *name; socklen_t namelen; iovec *iov; count; void *control; controllen; int flags }: the
 * count at 24 and the control buffer's length at 40 have the sizes that the platform's table says.
 */
export class MessageHeader {
	/** How many pieces of memory one message may be in. */
	static readonly mostPlaces = mostPlaces;
	readonly #memory: NativeBuffer;
	readonly #view: DataView;
	readonly #name: NativeBuffer;
	#control: NativeBuffer;
	/** The address that came with the last message, in as many bytes as the kernel may write. */
	readonly name: Uint8Array;

	constructor() {
		this.#memory = new NativeBuffer(vectorAt + 16 * mostPlaces);
		this.#view = new DataView(this.#memory.bytes);
		this.#name = new NativeBuffer(SOCKADDR_STORAGE_SIZE);
		this.#control = new NativeBuffer(4096);
		this.name = Buffer.from(this.#name.bytes);
		this.#setAddress(16, this.#memory.address + vectorAt);
	}

	/** How many bytes the last message's address has. */
	get nameLength(): number {
		return this.#view.getUint32(8, little);
	}

	/** The last message's flags. */
	get flags(): number {
		return this.#view.getInt32(40 + layout.lengthSize, little);
	}

	/** The last message's control buffer: the header's own memory. */
	get control(): Uint8Array {
		const length = this.#readSize(40, layout.lengthSize);
		return new Uint8Array(this.#control.bytes, 0, Math.min(length, this.#control.bytes.byteLength));
	}

	/**
	 * Sends.
	 *
	 * @param fd the socket.
	 * @param parts the data, in at most {@link MessageHeader.mostPlaces} pieces, none of them detached.
	 * @param control the control buffer; empty for none.
	 * @param address where it goes; undefined for the socket's peer.
	 * @param flags for sendmsg(2).
	 * @returns how many bytes went; negative with `errno` set.
	 */
	send(
		fd: number,
		parts: readonly Uint8Array[],
		control: Uint8Array,
		address: Uint8Array | undefined,
		flags: number,
	): number {
		this.#setParts(parts);
		if (address !== undefined) this.name.set(address);
		this.#setName(address?.length ?? 0);
		this.#setRoom(control.length);
		new Uint8Array(this.#control.bytes).set(control);
		return sendmsgAt(fd, this.#memory.address, flags);
	}

	/**
	 * Receives; the address, the control buffer and the flags are in the header then.
	 *
	 * @param fd the socket.
	 * @param parts where the data go, at most {@link MessageHeader.mostPlaces} pieces, none of them detached.
	 * @param room how many bytes of control messages there is room for.
	 * @param flags for recvmsg(2).
	 * @returns how many bytes came; negative with `errno` set.
	 */
	receive(fd: number, parts: readonly Uint8Array[], room: number, flags: number): number {
		this.#setParts(parts);
		this.#setName(SOCKADDR_STORAGE_SIZE);
		this.#setRoom(room);
		return recvmsgAt(fd, this.#memory.address, flags);
	}

	#setParts(parts: readonly Uint8Array[]): void {
		parts.forEach((part, index) => {
			// Asking for its ArrayBuffer takes a small array out of V8's heap, where it could move.
			trueBuffer?.call(part);
			const length = trueLength?.call(part) as number;
			this.#setAddress(vectorAt + 16 * index, length === 0 ? 0 : Number(koffi().address(part)));
			this.#setSize(vectorAt + 16 * index + 8, 8, length);
		});
		if (parts.length === 0) {
			// Darwin refuses a message without any place.
			this.#setAddress(vectorAt, 0);
			this.#setSize(vectorAt + 8, 8, 0);
		}
		this.#setSize(24, messageCountSize, Math.max(1, parts.length));
	}

	#setName(length: number): void {
		this.#setAddress(0, length === 0 ? 0 : this.#name.address);
		this.#view.setUint32(8, length, little);
	}

	#setRoom(size: number): void {
		const kept = this.#control.bytes.byteLength;
		if (size > kept || kept > roomKept) this.#control = new NativeBuffer(Math.max(size, 4096));
		this.#setAddress(32, size === 0 ? 0 : this.#control.address);
		this.#setSize(40, layout.lengthSize, size);
		this.#view.setInt32(40 + layout.lengthSize, 0, little);
	}

	#setAddress(at: number, address: number): void {
		this.#view.setBigUint64(at, BigInt(address), little);
	}

	#setSize(at: number, bytes: 4 | 8, size: number): void {
		if (bytes === 8) this.#view.setBigUint64(at, BigInt(size), little);
		else this.#view.setUint32(at, size, little);
	}

	#readSize(at: number, bytes: 4 | 8): number {
		return bytes === 8 ? Number(this.#view.getBigUint64(at, little)) : this.#view.getUint32(at, little);
	}
}
