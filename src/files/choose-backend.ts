/** Which backend moves the bytes of a file: the table of them, and the choice among them. */
import { isMainThread } from "node:worker_threads";
import { NotImplementedError, OSError, ValueError } from "../errors.js";
import type { SelectorEngine } from "../reactor/index.js";
import { showValue } from "../sockets/internals.js";
import { makeAioBackend } from "./aio/index.js";
import type { FileBackend, FileBackendName } from "./backends/index.js";
import { makeThreadBackend } from "./threads/index.js";
import { makeRingBackend } from "./uring/index.js";

type Maker = (engine: SelectorEngine) => FileBackend;

/** All there are. One that the system refuses throws an OSError or a NotImplementedError when it is made. */
const makers: ReadonlyMap<FileBackendName, Maker> = new Map<FileBackendName, Maker>([
	["io_uring", makeRingBackend],
	["aio", makeAioBackend],
	["threads", makeThreadBackend],
]);

/**
 * What "auto" tries, best first. Not Linux AIO: without O_DIRECT its io_submit blocks. In a worker not io_uring: a worker that is
 * terminated frees its memory while the kernel may still write to it, but waits for Node's threads.
 */
const automatic: readonly FileBackendName[] = isMainThread ? ["io_uring", "threads"] : ["threads"];
const names: readonly unknown[] = ["auto", "io_uring", "aio", "threads"];

const made = new WeakMap<SelectorEngine, Map<FileBackendName, FileBackend>>();

function backendOf(engine: SelectorEngine, name: FileBackendName): FileBackend {
	let backends = made.get(engine);
	if (backends === undefined) {
		backends = new Map();
		made.set(engine, backends);
	}
	const known = backends.get(name);
	if (known !== undefined) return known;
	const make = makers.get(name);
	if (make === undefined) {
		throw new NotImplementedError(`Cannot open: there is no backend "${name}" on this system`);
	}
	const backend = make(engine);
	backends.set(name, backend);
	return backend;
}

/**
 * The backend of a loop, made when it is first asked for.
 *
 * @param engine the loop's engine.
 * @param name its name, or `"auto"` for the best that the system lets us have.
 * @returns the backend.
 * @throws ValueError if there is none of that name.
 * @throws NotImplementedError if this system does not have it.
 * @throws OSError if the kernel refuses it.
 */
export function chooseBackend(engine: SelectorEngine, name: unknown = "auto"): FileBackend {
	if (!names.includes(name)) {
		throw new ValueError(
			`Cannot open: backend must be "auto", "io_uring", "aio" or "threads", got ${showValue(name)}`,
		);
	}
	if (name !== "auto") return backendOf(engine, name as FileBackendName);
	for (const each of automatic) {
		try {
			return backendOf(engine, each);
		} catch (error) {
			// Refused: the next one serves.
			if (!(error instanceof OSError || error instanceof NotImplementedError)) throw error;
		}
	}
	throw new NotImplementedError("Cannot open: no backend serves on this system");
}
