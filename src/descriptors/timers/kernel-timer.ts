/** A timerfd: Linux, FreeBSD 14. */
import {
	platform,
	syscall,
	TimerSpec,
	timerfdCreate,
	timerfdGettime,
	timerfdSettime,
} from "../../ffi/index.js";
import { readCounter } from "../read-counter.js";
import type { TimerSetting } from "./timer-setting.js";
import type { TimerPlan, TimerSource } from "./timer-source.js";

const { TFD_CLOEXEC, TFD_NONBLOCK, TFD_TIMER_ABSTIME, TFD_TIMER_CANCEL_ON_SET } = platform.descriptors;

/** The kernel's timer. */
export class KernelTimer implements TimerSource {
	readonly fd: number;

	/** @param clock the clock that it goes by. */
	constructor(clock: number) {
		this.fd = syscall("timerfd_create", timerfdCreate(clock, TFD_CLOEXEC | TFD_NONBLOCK));
	}

	set({ initial, interval, absolute, cancelOnSet }: TimerPlan): TimerSetting {
		const { fd } = this;
		const flags = (absolute ? TFD_TIMER_ABSTIME : 0) | (cancelOnSet ? TFD_TIMER_CANCEL_ON_SET : 0);
		const time = new TimerSpec();
		const before = new TimerSpec();
		time.set(initial, interval);
		syscall("timerfd_settime", timerfdSettime(fd, flags, time.bytes, before.bytes), { fd });
		return [before.next, before.interval];
	}

	get(): TimerSetting {
		const { fd } = this;
		const time = new TimerSpec();
		syscall("timerfd_gettime", timerfdGettime(fd, time.bytes), { fd });
		return [time.next, time.interval];
	}

	take(): number | undefined {
		const count = readCounter(this.fd);
		return count === undefined ? undefined : Number(count);
	}
}
