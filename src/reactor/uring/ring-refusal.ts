/** Whether the kernel lets this process have a ring. */
import { OSError } from "../../errors.js";
import { Ring } from "./ring.js";

/** Errors that say nothing about io_uring: it works, but not at this moment. */
const passing: readonly (string | undefined)[] = ["EMFILE", "ENFILE", "ENOMEM"];

let tried: { readonly refusal: unknown } | undefined;

/**
 * Tries to make a ring; once, unless it failed for want of descriptors or memory.
 *
 * @returns why it failed; `undefined` where it works.
 */
export function ringRefusal(): unknown {
	if (tried !== undefined) return tried.refusal;
	try {
		new Ring(8).close();
		tried = { refusal: undefined };
	} catch (refusal) {
		if (refusal instanceof OSError && passing.includes(refusal.code)) return undefined;
		tried = { refusal };
	}
	return tried.refusal;
}
