/** Finding out once whether the kernel lets us do something. */
import { OSError } from "../../errors.js";

/** Errors that say nothing about it: it works, but not at this moment. */
const passing: readonly (string | undefined)[] = ["EMFILE", "ENFILE", "ENOMEM"];

/**
 * Makes a function that tries something when it is first called; again, where it failed for want of descriptors or memory.
 *
 * @param attempt tries it, and throws why not.
 * @returns the function; it returns why the attempt failed, and `undefined` where it did not.
 */
export function triedOnce(attempt: () => void): () => unknown {
	let tried: { readonly refusal: unknown } | undefined;
	return () => {
		if (tried !== undefined) return tried.refusal;
		try {
			attempt();
			tried = { refusal: undefined };
		} catch (refusal) {
			if (refusal instanceof OSError && passing.includes(refusal.code)) return undefined;
			tried = { refusal };
		}
		return tried.refusal;
	};
}
