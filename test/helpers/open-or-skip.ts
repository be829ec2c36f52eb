/** Sockets and devices that not every kernel has, and not everybody may open. */
import type { ExecutionContext } from "ava";
import { OSError } from "../../src/errors.js";

/** What a kernel says that has no such thing, or does not let us have it. */
const refusals = new Set([
	"EACCES",
	"EAFNOSUPPORT",
	"EINVAL",
	"ENODEV",
	"ENOENT",
	"ENXIO",
	"EPERM",
	"EPROTONOSUPPORT",
	"ESOCKTNOSUPPORT",
]);

/**
 * Opens something, or says why it cannot be had here.
 *
 * @param t the test.
 * @param what what it is, for the log: `"AF_CAN"`.
 * @param open opens it.
 * @returns it, closed at the test's end; `undefined` where the kernel refuses: then the test is skipped, and returns.
 */
export function openOrSkip<T extends { close(): void }>(
	t: ExecutionContext,
	what: string,
	open: () => T,
): T | undefined {
	try {
		const opened = open();
		t.teardown(() => opened.close());
		return opened;
	} catch (error) {
		if (!(error instanceof OSError) || !refusals.has(String(error.code))) throw error;
		t.log(`SKIP: ${what}: ${error.message}`);
		t.pass();
		return undefined;
	}
}
