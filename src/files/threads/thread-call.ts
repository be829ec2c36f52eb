/** A call of node:fs about a descriptor, as a future. */
import { constants } from "node:os";
import { osError, RuntimeError } from "../../errors.js";
import { Future } from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";

const { EIO } = constants.errno;

/** What Node calls when it has done what was asked. */
type Callback<T> = (error: NodeJS.ErrnoException | null, value?: T) => void;

/**
 * The future of what a call brings. Nobody can take the call back: once cancelled, the future is cancelled when the call is
 * over, so that the descriptor is in use as long as this is not done.
 */
export class ThreadCall<T> extends Future<T> {
	private cancelWish: { readonly message: string | undefined } | undefined;

	/**
	 * @param engine the loop's engine.
	 * @param syscall what it does, for errors.
	 * @param start begins the call.
	 * @throws RuntimeError while the loop blocks its thread.
	 */
	constructor(engine: SelectorEngine, syscall: string, start: (callback: Callback<T>) => void) {
		if (engine.host.blocks) {
			throw new RuntimeError(
				`Cannot ${syscall} while the loop blocks its thread: the answer comes through Node's loop`,
			);
		}
		super(engine);
		this.cancelWish = undefined;
		start((error, value) => {
			if (this.cancelWish !== undefined) super.cancel(this.cancelWish.message);
			else if (error === null) this.setResult(value as T);
			else this.setException(osError(-(error.errno ?? -EIO), syscall));
		});
	}

	override cancel(message?: string): boolean {
		if (this.done()) return false;
		this.cancelWish = { message };
		return true;
	}
}
