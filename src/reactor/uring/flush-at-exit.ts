/** What was collected is sent, too, where `process.exit()` follows in the same turn. */

/** Something that can be sent at once. */
interface Flushable {
	/** Sends it. */
	flush(): void;
}

const unsent = new Set<Flushable>();
let listening = false;

/**
 * Has something sent when the process, or the worker, ends.
 *
 * @param flushable what is to be sent; {@link wasFlushed} takes this back.
 */
export function flushAtExit(flushable: Flushable): void {
	unsent.add(flushable);
	if (listening) return;
	listening = true;
	process.on("exit", () => {
		for (const each of unsent) each.flush();
	});
}

/**
 * Takes {@link flushAtExit} back.
 *
 * @param flushable what was sent.
 */
export function wasFlushed(flushable: Flushable): void {
	unsent.delete(flushable);
}
