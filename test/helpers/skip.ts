/** Skips a test aloud. */
import type { ExecutionContext } from "ava";

/**
 * Passes a test that cannot run here, and says so in its log: `SKIP: nc: not installed`. The caller returns at once.
 *
 * `.ci/run` counts these tests as skipped, lists them, and fails where one names a program that it installed itself.
 *
 * @param t the test.
 * @param what the program that is missing, by the name of its command (`"nc"`, `"cc"`), or the capability that this
 * mode lacks (`"descriptors past 1024"`).
 * @param reason why: `"not installed"`, `"select() takes none"`.
 */
export function skip(t: ExecutionContext, what: string, reason: string): void {
	t.log(`SKIP: ${what}: ${reason}`);
	t.pass();
}
