/** Whether io_uring works here. */
import { NotImplementedError, OSError } from "../errors.js";
import { ringRefusal } from "../reactor/index.js";

/** Whether a {@link ProactorEventLoop} can be made here. */
export interface ProactorSupport {
	/** Whether it can. */
	readonly usable: boolean;
	/** Why not, as a sentence; `undefined` where it can. */
	readonly reason: string | undefined;
}

/**
 * Tells whether a {@link ProactorEventLoop} can be made here, found out by making a ring, and if not, why: no Linux, a kernel
 * that is too old, a sandbox or an administrator who forbids it. Throws nothing.
 *
 * @returns a frozen record.
 * @example
 * ```ts
 * import { canUseProactor } from "evloop";
 *
 * const { usable, reason } = canUseProactor();
 * console.log(usable === (reason === undefined)); // true
 * ```
 */
export function canUseProactor(): ProactorSupport {
	const refusal = ringRefusal();
	const usable = refusal === undefined;
	return Object.freeze({ usable, reason: usable ? undefined : reasonOf(refusal) });
}

function reasonOf(refusal: unknown): string {
	if (refusal instanceof NotImplementedError) return refusal.message;
	const code = refusal instanceof OSError ? refusal.code : undefined;
	if (code === "ENOSYS") return "This kernel has no io_uring, or a sandbox hides it";
	if (code === "EPERM" || code === "EACCES")
		return "io_uring is forbidden here: by a sandbox (seccomp), or by the sysctl kernel.io_uring_disabled";
	return `io_uring does not work here: ${refusal instanceof Error ? refusal.message : String(refusal)}`;
}
