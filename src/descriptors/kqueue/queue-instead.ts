import { NotImplementedError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { checkOptions } from "../../internal/index.js";
import { showValue } from "../../sockets/internals.js";
import { EventQueue } from "./event-queue.js";
import type { KqueueMakerOptions } from "./kqueue-maker-options.js";

/**
 * Makes the kqueue that a maker stands on, if it has to, or was asked to.
 *
 * @param isNative whether the system has a descriptor of the kind.
 * @param what what is made: `"a timerfd"`.
 * @param options which kqueue, if one was asked for.
 * @returns the kqueue; `undefined` where the kernel's own kind is to be used.
 * @throws TypeError or ValueError where the options are none.
 * @throws NotImplementedError where there is neither the one nor the other.
 * @throws OSError where the kernel has no descriptor left.
 */
export function queueInstead(
	isNative: boolean,
	what: string,
	options: KqueueMakerOptions,
): EventQueue | undefined {
	checkOptions(options, `make ${what}`);
	const { kqueue } = options;
	if (kqueue === undefined && isNative) return undefined;
	if (kqueue !== undefined && (typeof kqueue !== "object" || kqueue === null)) {
		throw new TypeError(`Cannot make ${what}: kqueue must be an object, got ${showValue(kqueue)}`);
	}
	try {
		return new EventQueue(kqueue ?? {});
	} catch (error) {
		if (!(error instanceof NotImplementedError) || kqueue !== undefined) throw error;
		throw new NotImplementedError(`Cannot make ${what}: ${platform.name} has neither that nor a kqueue`, {
			cause: error,
		});
	}
}
