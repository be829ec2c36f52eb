/** Files through io_uring, for any engine. */
import { RingDriver, type SelectorEngine } from "../../reactor/index.js";
import { cancelAll, type FileBackend } from "../backends/index.js";

import { fileRingRefusal } from "./file-ring-refusal.js";
import { OwnRing } from "./own-ring.js";
import { RingBackend } from "./ring-backend.js";

/**
 * Makes a backend: a proactor's requests go into its own ring, those of any other engine into a ring beside it.
 *
 * When the engine is closed, what is in flight is cancelled and waited for.
 *
 * @param engine the engine; it gets one backend.
 * @returns the backend.
 * @throws NotImplementedError where there is no io_uring, or one that is too old.
 * @throws OSError where the kernel refuses, or the process has no descriptor left.
 */
export function makeRingBackend(engine: SelectorEngine): FileBackend {
	const refusal = fileRingRefusal();
	if (refusal !== undefined) throw refusal;
	const { driver } = engine;
	// A proactor's driver waits for all that its ring has when it is closed.
	const own = driver instanceof RingDriver ? undefined : new OwnRing(engine);
	engine.whenClosed(() => {
		cancelAll(engine);
		own?.close();
	});
	return new RingBackend(engine, own ?? (driver as RingDriver));
}
