/** What may go wrong on a connection that somebody closed in the middle. */
import { ConnectionError, IncompleteReadError } from "../../../src/index.js";

const codes = new Set(["EBADF", "ENOTCONN", "ESHUTDOWN"]);

/** Waits for the end of something that a closed connection may end. */
export async function tolerate(isBroken: () => boolean, work: Promise<unknown>): Promise<void> {
	try {
		await work;
	} catch (error) {
		const isLost =
			error instanceof ConnectionError ||
			error instanceof IncompleteReadError ||
			codes.has((error as NodeJS.ErrnoException).code ?? "");
		if (!isBroken() || !isLost) throw error;
	}
}
