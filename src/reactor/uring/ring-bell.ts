/**
 * What wakes a loop when a ring has news: an eventfd that the kernel adds to. It is watched for its edges, so nobody needs to
 * read it.
 *
 * The ring's own descriptor would do only without DEFER_TASKRUN: with it the ring never becomes readable, since the kernel
 * finishes nothing until it is entered.
 */
import {
	close,
	closeAtThreadEnd,
	eventfd,
	ioUringRegister,
	keepAtThreadEnd,
	NativeBuffer,
	platform,
	syscall,
	uringRegister,
} from "../../ffi/index.js";

const { EFD_CLOEXEC, EFD_NONBLOCK } = platform.files;

/** An eventfd that rings when something of a ring has ended. */
export class RingBell {
	readonly fd: number;

	/**
	 * @param ring the ring's descriptor.
	 * @throws OSError where the process has no descriptor left, or the kernel refuses.
	 */
	constructor(ring: number) {
		this.fd = syscall("eventfd", eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
		const argument = new NativeBuffer(4);
		new Int32Array(argument.bytes)[0] = this.fd;
		try {
			syscall("io_uring_register", ioUringRegister(ring, uringRegister.EVENTFD, argument.address, 1));
		} catch (error) {
			close(this.fd);
			throw error;
		}
		closeAtThreadEnd(this.fd);
	}

	/**
	 * The eventfd.
	 *
	 * @returns its number.
	 */
	fileno(): number {
		return this.fd;
	}

	/** Gives it back, along with the ring or after it. */
	close(): void {
		keepAtThreadEnd(this.fd);
		close(this.fd);
	}
}
