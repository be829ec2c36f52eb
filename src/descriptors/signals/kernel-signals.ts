/** A signalfd: Linux. */
import {
	decodeSignalRecord,
	platform,
	SIGNAL_RECORD_SIZE,
	signalfd,
	signalSet,
	syscall,
} from "../../ffi/index.js";
import type { Future, Scheduler } from "../../futures/index.js";
import { signalName } from "../../internal/index.js";
import { readNow } from "../read-now.js";
import type { SignalInfo } from "./signal-info.js";
import { countWaiting, SignalLease } from "./signal-lease.js";
import type { SignalSource } from "./signal-source.js";

const { SFD_CLOEXEC, SFD_NONBLOCK } = platform.descriptors;

const record = new Uint8Array(SIGNAL_RECORD_SIZE);

/** The kernel's signalfd. */
export class KernelSignals implements SignalSource {
	readonly fd: number;
	readonly #lease: SignalLease;

	/** @param numbers the signals. */
	constructor(numbers: readonly number[]) {
		this.#lease = new SignalLease(numbers);
		try {
			this.fd = syscall("signalfd", signalfd(-1, signalSet(numbers), SFD_CLOEXEC | SFD_NONBLOCK));
		} catch (error) {
			this.#lease.release();
			throw error;
		}
	}

	take(): SignalInfo | undefined {
		if (readNow(this.fd, record) === undefined) return undefined;
		const { signo, ...rest } = decodeSignalRecord(record);
		return { name: signalName(signo), signo, count: 1, ...rest };
	}

	awaited(scheduler: Scheduler, waiting: Future<SignalInfo>): void {
		countWaiting(scheduler, 1);
		// What is pending already is seen by this thread alone: see SignalLease.
		scheduler.enqueue({ run: () => {} });
		waiting.observe({ run: () => countWaiting(scheduler, -1) }, false);
	}

	release(): void {
		this.#lease.release();
	}
}
