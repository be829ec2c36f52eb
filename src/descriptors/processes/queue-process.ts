/** A process that a kqueue tells of: macOS and the BSDs. */
import { constants } from "node:os";
import { OSError, osError, ProcessLookupError } from "../../errors.js";
import { errno, kill, syscall } from "../../ffi/index.js";
import type { EventQueue } from "../kqueue/index.js";
import type { ProcessExit } from "./process-exit.js";
import type { ProcessSource } from "./process-source.js";

const { EACCES, EPERM, ESRCH } = constants.errno;

/** The kqueue's process. */
export class QueueProcess implements ProcessSource {
	readonly fd: number;
	readonly #queue: EventQueue;
	readonly #pid: number;
	/** Whether the kernel was asked for the exit status, or tells it unasked. */
	readonly #tellsStatus: boolean;
	#exit: ProcessExit | undefined;

	/**
	 * @param queue the kqueue; it is closed where this fails.
	 * @param pid the process.
	 */
	constructor(queue: EventQueue, pid: number) {
		this.fd = queue.fd;
		this.#queue = queue;
		this.#pid = pid;
		try {
			this.#tellsStatus = this.#watch();
		} catch (error) {
			if (!(error instanceof ProcessLookupError) || !this.#isStillThere()) {
				queue.abandon();
				throw error;
			}
			this.#tellsStatus = false;
			this.#end(undefined);
		}
	}

	poll(): ProcessExit | undefined {
		if (this.#exit !== undefined) return this.#exit;
		const [event] = this.#queue.take(1);
		if (event === undefined) return undefined;
		return this.#end(this.#tellsStatus ? returncodeOf(event.data) : undefined);
	}

	send(signal: number): void {
		// The number may be another process's by now.
		if (this.poll() !== undefined) throw osError(ESRCH, "kill");
		syscall("kill", kill(this.#pid, signal));
	}

	#end(returncode: number | undefined): ProcessExit {
		this.#exit = { returncode };
		// A pidfd can be read for good from now on. So can this, since nobody takes anything from it any more.
		this.#queue.poke();
		return this.#exit;
	}

	/** Darwin and OpenBSD watch no process that has ended, though its number is still taken until its parent waits for it. */
	#isStillThere(): boolean {
		return kill(this.#pid, 0) === 0 || errno() === EPERM;
	}

	/** Darwin has to be asked for the status, and tells it only to the parent; the others tell it to anybody. */
	#watch(): boolean {
		const { KQ_EV_ADD, KQ_EV_ONESHOT, KQ_FILTER_PROC, KQ_NOTE_EXIT, KQ_NOTE_EXITSTATUS } =
			this.#queue.constants;
		const watch = (notes: number) =>
			this.#queue.change(this.#pid, KQ_FILTER_PROC, KQ_EV_ADD | KQ_EV_ONESHOT, notes >>> 0);
		if (Number.isNaN(KQ_NOTE_EXITSTATUS)) {
			watch(KQ_NOTE_EXIT);
			return true;
		}
		try {
			watch(KQ_NOTE_EXIT | KQ_NOTE_EXITSTATUS);
			return true;
		} catch (error) {
			if (!(error instanceof OSError) || (error.errno !== -EACCES && error.errno !== -EPERM)) throw error;
		}
		watch(KQ_NOTE_EXIT);
		return false;
	}
}

/** From a status as wait(2) has it. */
function returncodeOf(status: number): number {
	const signal = status & 0x7f;
	return signal === 0 ? (status >> 8) & 0xff : -signal;
}
