import { write } from "../../ffi/index.js";
import type { Future } from "../../futures/index.js";
import { type BytesLike, OwnedDescriptor } from "../../sockets/index.js";
import { checkBytes, checkInteger, trim } from "../../sockets/internals.js";
import type { DescriptorLoopOptions } from "../descriptor-loop.js";
import { readNow } from "../read-now.js";
import { retryInterrupted } from "../retry-interrupted.js";
import { waitForRead } from "../wait-for-read.js";

/** The largest packet, with what may stand before it. */
const largest = 65_536 + 4;

/** How a packet is read. */
export interface TunReadOptions extends DescriptorLoopOptions {
	/** The most bytes to read, 1 to 2^31 - 1; what a packet has beyond them is lost. 65,540 if absent. */
	readonly size?: number | undefined;
}

/** What a device is beside its descriptor. */
export interface TunDetails {
	/** The interface's name. */
	readonly name: string;
	/** Whether it carries IP packets or Ethernet frames. */
	readonly mode: "tun" | "tap";
	/** Whether four bytes stand before each packet. */
	readonly packetInfo: boolean;
}

/**
 * A network interface whose other end is this program: what the kernel sends through it is read here, and what is written
 * here it receives. `openTun` makes one.
 *
 * Every read gives one packet, every write is one. The interface is gone when the device is closed.
 *
 * @example
 * ```ts
 * import { OSError, openTun } from "evloop";
 *
 * try {
 * 	using device = openTun();
 * 	// Nothing is routed there before it is up.
 * 	const packet = device.read();
 * 	packet.cancel();
 * } catch (error) {
 * 	// Without the privilege.
 * 	if (!(error instanceof OSError)) throw error;
 * }
 * console.log("done"); // done
 * ```
 * @see https://docs.kernel.org/networking/tuntap.html
 */
export class TunDevice extends OwnedDescriptor {
	/** The interface's name, as the kernel gave it. */
	readonly name: string;
	/** Whether it carries IP packets (`"tun"`) or Ethernet frames (`"tap"`). */
	readonly mode: "tun" | "tap";
	/** Whether four bytes stand before each packet: flags, and the protocol in network order. */
	readonly packetInfo: boolean;

	/**
	 * Takes a descriptor over that has its interface; `openTun` makes one.
	 *
	 * @param fd a descriptor of /dev/net/tun that has its interface, non-blocking; it is this object's from now on.
	 * @param details the interface's name, its mode, and whether packets come with information. Throws nothing.
	 */
	constructor(fd: number, details: TunDetails) {
		super(fd, `${details.mode} device ${details.name}`);
		this.name = details.name;
		this.mode = details.mode;
		this.packetInfo = details.packetInfo;
	}

	/**
	 * Waits for a packet that the kernel sends through the interface.
	 *
	 * @param options how much at most; a loop other than this thread's; a signal that takes it back.
	 * @returns a future of the packet.
	 * @throws TypeError or RangeError where the size is no such number.
	 * @throws OSError where the device is closed (EBADF), or, through the future, as read(2) fails, such as EIO where the
	 *   interface was deleted.
	 */
	read(options: TunReadOptions = {}): Future<Buffer> {
		const size = checkInteger(options.size ?? largest, "Cannot read: size", 1);
		this.openFileno("read");
		return waitForRead(this, options, () => {
			const buffer = Buffer.allocUnsafe(size);
			const received = readNow(this.openFileno("read"), buffer);
			return received === undefined ? undefined : trim(buffer, received);
		});
	}

	/**
	 * Has the kernel receive a packet through the interface, at once.
	 *
	 * @param packet one whole packet, or frame; with the four bytes before it where `packetInfo` is set.
	 * @returns how many bytes it took.
	 * @throws TypeError where the packet is neither a Uint8Array nor a string.
	 * @throws OSError where the device is closed (EBADF), the packet is none (EINVAL), or the interface is not up (EIO).
	 */
	write(packet: BytesLike): number {
		const bytes = checkBytes(packet, "Cannot write: packet");
		const fd = this.openFileno("write");
		return retryInterrupted("write", fd, () => write(fd, bytes, bytes.length));
	}
}
