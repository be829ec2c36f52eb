/** What was collected is sent, too, where `process.exit()` follows in the same turn. */

/** Something that can be sent at once. */
interface Flushable {
	/** Sends it. */
	flush(): void;
}

const collectors = new Set<Flushable>();
let listening = false;

/**
 * Has what something has collected sent when the process, or the worker, ends.
 *
 * @param flushable what collects; {@link forgetAtExit} takes this back.
 */
export function flushAtExit(flushable: Flushable): void {
	collectors.add(flushable);
	if (listening) return;
	listening = true;
	process.on("exit", () => {
		for (const each of collectors) each.flush();
	});
}

/**
 * Takes {@link flushAtExit} back.
 *
 * @param flushable what collects no more.
 */
export function forgetAtExit(flushable: Flushable): void {
	collectors.delete(flushable);
}
