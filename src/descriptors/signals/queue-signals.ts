/**
 * Signals that a kqueue tells of: macOS and the BSDs.
 *
 * A kqueue counts the signals that the process gets, in whichever thread, and takes nothing away: what a signal does it goes on
 * to do. So Node listens as well, that it does not end the process.
 */
import { ValueError } from "../../errors.js";
import { decodeSignalRecord, SIGNAL_RECORD_SIZE } from "../../ffi/index.js";
import { signalName } from "../../internal/index.js";
import type { EventQueue } from "../kqueue/index.js";
import { hearSignal } from "./hear-signal.js";
import type { SignalInfo } from "./signal-info.js";
import type { SignalSource } from "./signal-source.js";

/** What a kqueue does not tell of a signal: all that a record of zeros has. */
const { signo: _, ...unknown } = decodeSignalRecord(new Uint8Array(SIGNAL_RECORD_SIZE));

/** The kqueue's signals. */
export class QueueSignals implements SignalSource {
	readonly fd: number;
	readonly #queue: EventQueue;
	readonly #ends: (() => void)[] = [];

	/**
	 * @param queue the kqueue; it is closed where this fails.
	 * @param numbers the signals.
	 */
	constructor(queue: EventQueue, numbers: readonly number[]) {
		this.fd = queue.fd;
		this.#queue = queue;
		const { KQ_EV_ADD, KQ_FILTER_SIGNAL } = queue.constants;
		try {
			for (const number of numbers) {
				if (signalName(number) === undefined) {
					throw new ValueError(
						`Cannot make a signalfd for ${number}: Node has no name for it, and could not keep it from ending the process`,
					);
				}
				this.#ends.push(hearSignal(number, () => {}));
				queue.change(number, KQ_FILTER_SIGNAL, KQ_EV_ADD);
			}
		} catch (error) {
			this.release();
			queue.abandon();
			throw error;
		}
	}

	take(): SignalInfo | undefined {
		const [event] = this.#queue.take(1);
		if (event === undefined) return undefined;
		return { name: signalName(event.ident), signo: event.ident, count: event.data, ...unknown };
	}

	// The kqueue tells every thread of them: nobody has to be helped.
	awaited(): void {}

	release(): void {
		for (const end of this.#ends.splice(0)) end();
	}
}
