/** A pidfd: Linux 5.3. */
import { pidfdOpen, pidfdSendSignal, pidfdStatus, pollOnce, syscall } from "../../ffi/index.js";
import type { ProcessExit } from "./process-exit.js";
import type { ProcessSource } from "./process-source.js";

/** The kernel's pidfd. */
export class KernelProcess implements ProcessSource {
	readonly fd: number;

	/**
	 * @param pid the process.
	 * @param fileno a pidfd of it that exists already.
	 */
	constructor(pid: number, fileno: number | undefined) {
		this.fd = fileno ?? syscall("pidfd_open", pidfdOpen(pid));
	}

	poll(): ProcessExit | undefined {
		const { fd } = this;
		return pollOnce(fd, false, 0) === 0 ? undefined : { returncode: pidfdStatus(fd) };
	}

	send(signal: number): void {
		const { fd } = this;
		syscall("pidfd_send_signal", pidfdSendSignal(fd, signal), { fd });
	}
}
