/** Files through Linux AIO, for any engine. */
import type { SelectorEngine } from "../../reactor/index.js";
import { cancelAll, type FileBackend } from "../backends/index.js";
import { AioBackend } from "./aio-backend.js";
import { EngineAio } from "./engine-aio.js";

/**
 * Makes a backend: one context, and one eventfd that the engine watches.
 *
 * Only what is opened with O_DIRECT is read and written beside the program: for other files the kernel does the work within
 * the call that hands requests in. When the engine is closed, what is in flight is cancelled and waited for.
 *
 * @param engine the engine; it gets one backend.
 * @returns the backend.
 * @throws NotImplementedError where there is no AIO.
 * @throws OSError where the kernel refuses, or the process has no descriptor left.
 */
export function makeAioBackend(engine: SelectorEngine): FileBackend {
	const aio = new EngineAio(engine);
	engine.whenClosed(() => {
		cancelAll(engine);
		aio.close();
	});
	return new AioBackend(engine, aio);
}
