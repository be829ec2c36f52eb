/** SignalFd: signals that are read from a descriptor. */
import { constants } from "node:os";
import { ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import type { Future } from "../../futures/index.js";
import { signalName, signalNumber } from "../../internal/index.js";
import { OwnedDescriptor } from "../../sockets/index.js";
import { showValue } from "../../sockets/internals.js";
import { type DescriptorLoopOptions, descriptorLoop } from "../descriptor-loop.js";
import { type KqueueMakerOptions, queueInstead } from "../kqueue/index.js";
import { wouldBlock } from "../read-now.js";
import { waitForRead } from "../wait-for-read.js";
import { WaitIterator } from "../wait-iterator.js";
import { KernelSignals } from "./kernel-signals.js";
import { QueueSignals } from "./queue-signals.js";
import type { SignalInfo } from "./signal-info.js";
import type { SignalSource } from "./signal-source.js";

const { SIGKILL, SIGSTOP, SIGCHLD, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP } = constants.signals;

/** What cannot be held back, or must not. */
const refused = new Map<number, string>([
	[SIGKILL, "nothing can hold it back"],
	[SIGSTOP, "nothing can hold it back"],
	[SIGCHLD, "Node hears by it of its children; PidFd waits for a process"],
	[32, "the C library keeps it to itself"],
	[33, "the C library keeps it to itself"],
]);
for (const fault of [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP]) {
	refused.set(fault, "held back, a fault would end the process without a word");
}

const forgotten = new FinalizationRegistry<SignalSource>((source) => source.release());

/**
 * Signals, read from a descriptor; on Linux with who sent them, and with which value.
 *
 * On Linux it is a signalfd, which gets what the thread that made it holds back: signals sent to this thread (tgkill(2),
 * pthread_kill(3), a POSIX timer with SIGEV_THREAD_ID) come as they were sent. A signal that is sent to the process, as
 * kill(1) does, goes to whichever thread does not hold it back, and Node has threads of its own that hold back nothing. So,
 * in the main thread, Node listens for it at the same time, and passes what it hears on to the descriptor: such a signal
 * arrives once, too, but mostly with this process as its sender, and only while Node's loop turns. Real-time signals, which
 * Node has no names for, and all signals in a worker thread, come only if they are sent to the thread; sent to the process
 * they do what they do.
 *
 * Signals of one kind that come close together may be one, but for real-time signals. While it is open the signals have no
 * other effect but to call listeners that the program has itself; once it is closed all is as before. Children inherit
 * nothing of it. To be called at a signal, and nothing more, there is `loop.addSignalHandler`.
 *
 * On macOS and the BSDs it is a kqueue, which counts the signals that the process gets, in whichever thread and from whomever, and
 * tells no more of them than how often they came. Node listens for them in the main thread; in a worker they come, too, and
 * do what they do unless the main thread listens.
 *
 * With Linux's selectors that another thread watches (poll, select), a signal that is sent to this thread alone is seen in the
 * loop's next turn, whatever that is for: the kernel tells a thread of its own signals only.
 *
 * @example
 * ```ts
 * import { SignalFd } from "evloop";
 *
 * using signals = new SignalFd(["SIGUSR2", "SIGHUP"]);
 * process.kill(process.pid, "SIGHUP");
 * const { name, pid } = await signals.wait();
 * console.log(name, pid === process.pid); // SIGHUP true
 * ```
 * @see https://docs.python.org/3/library/signal.html#signal.sigwaitinfo
 * @see https://man7.org/linux/man-pages/man2/signalfd.2.html
 * @see https://man.freebsd.org/cgi/man.cgi?kqueue
 */
export class SignalFd extends OwnedDescriptor implements AsyncIterable<SignalInfo> {
	readonly #source: SignalSource;

	/**
	 * @param signals their names or numbers, at least one.
	 * @param options which kqueue it stands on, if one is to be used.
	 * @throws TypeError if it is no list of names and numbers.
	 * @throws ValueError if there is no such signal, or it cannot be held back: SIGKILL, SIGSTOP, SIGCHLD, which Node needs,
	 * the faults, and over a kqueue those that Node has no name for.
	 * @throws NotImplementedError where the system has neither a signalfd nor a kqueue.
	 * @throws OSError where the kernel has no descriptor left.
	 */
	constructor(signals: Iterable<NodeJS.Signals | number>, options: KqueueMakerOptions = {}) {
		const numbers = checkSignals(signals);
		const queue = queueInstead(!Number.isNaN(platform.descriptors.SFD_CLOEXEC), "a signalfd", options);
		const source = queue === undefined ? new KernelSignals(numbers) : new QueueSignals(queue, numbers);
		super(source.fd, "signalfd");
		this.#source = source;
		forgotten.register(this, source, source);
	}

	/**
	 * Reads a signal.
	 *
	 * @returns the signal.
	 * @throws BlockingIOError if there is none.
	 * @throws OSError if it is closed.
	 */
	read(): SignalInfo {
		const info = this.#take();
		if (info === undefined) throw wouldBlock(this.fileno());
		return info;
	}

	/**
	 * Waits for a signal. Of several that wait the first gets it; cancelling one takes none.
	 *
	 * @param options a signal (an AbortSignal, that is) that takes it back, and the loop, which must be this thread's.
	 * @returns a future of the signal.
	 * @throws TypeError if the AbortSignal is none.
	 * @throws ConnectionAbortedError through the future, if it is closed meanwhile.
	 * @throws OSError through the future, if it is closed.
	 */
	wait(options?: DescriptorLoopOptions): Future<SignalInfo> {
		const { scheduler } = descriptorLoop(options);
		const waiting = waitForRead(this, options, () => this.#take());
		if (!waiting.done()) this.#source.awaited(scheduler, waiting);
		return waiting;
	}

	/**
	 * Signal after signal, until it is closed; for `for await`.
	 *
	 * @returns the signals.
	 * @throws OSError through the promises, where reading fails.
	 */
	[Symbol.asyncIterator](): AsyncIterableIterator<SignalInfo, undefined, void> {
		return new WaitIterator(this, () => this.wait());
	}

	/**
	 * Closes it. The signals do again what they did before; those that nobody has read are dropped.
	 *
	 * @throws OSError where close(2) fails.
	 */
	override close(): void {
		if (!this.closed) {
			forgotten.unregister(this.#source);
			this.#source.release();
		}
		super.close();
	}

	/**
	 * Hands the descriptor over: this object is closed, the descriptor stays open and is the caller's. The signals are held
	 * back for it from now on, for good.
	 *
	 * @returns its number; -1 where it was closed. Throws nothing.
	 */
	override detach(): number {
		forgotten.unregister(this.#source);
		return super.detach();
	}

	#take(): SignalInfo | undefined {
		this.openFileno("read");
		return this.#source.take();
	}
}

function checkSignals(signals: unknown): number[] {
	if (typeof signals !== "object" || signals === null || !(Symbol.iterator in signals)) {
		throw new TypeError(`Cannot make a signalfd: signals must be a list, got ${showValue(signals)}`);
	}
	const numbers = new Set<number>();
	for (const signal of signals as Iterable<unknown>) {
		const number = signalNumber(signal, "make a signalfd");
		const reason = refused.get(number);
		if (reason !== undefined) {
			throw new ValueError(`Cannot make a signalfd for ${signalName(number) ?? number}: ${reason}`);
		}
		numbers.add(number);
	}
	if (numbers.size === 0) throw new ValueError("Cannot make a signalfd: there is no signal in the list");
	return [...numbers];
}
