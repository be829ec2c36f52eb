/** The makers whose descriptors are waited for, each with a way to make it ready. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { ExecutionContext } from "ava";
import { osError } from "../../../src/errors.js";
import { bindNow } from "../../../src/ffi/index.js";
import {
	type DescriptorLoopOptions,
	EventFd,
	type Future,
	NotImplementedError,
	OSError,
	type OwnedDescriptor,
	PidFd,
	SignalFd,
	TimerFd,
} from "../../../src/index.js";
import { skip } from "../../helpers/skip.js";

/** Something that can be waited for. */
export interface Waitable {
	readonly file: OwnedDescriptor;
	wait(options?: DescriptorLoopOptions): Future<unknown>;
	/** Makes one wait end. */
	makeReady(): void;
	/** Reads what is not there yet. */
	readNothing(): unknown;
}

const raise = bindNow<(signal: number) => number>("raise", "int", ["int"]);
// Real-time signals: the process's other listeners and threads have nothing to do with them.
let nextSignal = 40;

/** One of each kind, made when it is asked for; its end is the test's. */
export const makers: Readonly<Record<string, (t: ExecutionContext) => Waitable>> = {
	EventFd: (t) => {
		const file = own(t, new EventFd());
		return {
			file,
			wait: (options) => file.wait(options),
			makeReady: () => file.write(1),
			readNothing: () => file.read(),
		};
	},
	TimerFd: (t) => {
		const file = own(t, new TimerFd());
		return {
			file,
			wait: (options) => file.wait(options),
			makeReady: () => void file.settime(1e-6),
			readNothing: () => file.read(),
		};
	},
	SignalFd: (t) => {
		const signal = nextSignal++;
		const file = own(t, new SignalFd([signal]));
		return {
			file,
			wait: (options) => file.wait(options),
			makeReady: () => void raise(signal),
			readNothing: () => file.read(),
		};
	},
	PidFd: (t) => {
		const child = spawn("sleep", ["100"], { stdio: "ignore" });
		t.teardown(() => child.kill("SIGKILL"));
		const file = own(t, new PidFd(child.pid as number));
		return {
			file,
			wait: (options) => file.wait(options),
			makeReady: () => void child.kill("SIGKILL"),
			readNothing: () => {
				if (file.poll() === undefined) throw osError(constants.errno.EAGAIN, "poll", {});
			},
		};
	},
};

function own<T extends OwnedDescriptor>(t: ExecutionContext, file: T): T {
	t.teardown(() => file.close());
	return file;
}

/**
 * Makes something, where this kernel can.
 *
 * @returns it; `undefined`, said aloud, where this machine has no such thing.
 */
export function made<T>(t: ExecutionContext, what: string, make: () => T): T | undefined {
	try {
		return make();
	} catch (error) {
		const isAbsent = error instanceof OSError && (error.code === "ENOSYS" || error.code === "EPERM");
		if (!isAbsent && !(error instanceof NotImplementedError)) throw error;
		skip(t, what, error.message);
		return undefined;
	}
}
