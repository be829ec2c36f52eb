/** `waitReadable` and `waitWritable`: wait, and nothing more. */
import { abortable, alreadyAborted, type Future, type OperationOptions } from "../../futures/index.js";
import { EVENT_WRITE, type FileObject, fileDescriptor } from "../../selectors/index.js";
import { ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { isAnnounced } from "./socket-target.js";

class Wait extends ReadyOperation<void> {
	readonly writes: boolean;

	constructor(engine: SelectorEngine, file: FileObject, fd: number, writes: boolean) {
		super(engine.driver, file, fd);
		this.writes = writes;
	}

	protected get syscall(): string {
		return "poll";
	}

	/** The event that has it tried is all that it waits for. */
	protected call(): number {
		return 0;
	}

	protected finish(): boolean {
		this.setResult();
		return true;
	}
}

/**
 * Waits until a descriptor is ready; see `DescriptorMethods.waitReadable`.
 *
 * @param engine the engine.
 * @param file the file object.
 * @param event EVENT_READ or EVENT_WRITE.
 * @param options its signal.
 * @returns a future that is done when it is ready.
 */
export function waitReady(
	engine: SelectorEngine,
	file: FileObject,
	event: number,
	options?: OperationOptions,
): Future<void> {
	const fd = fileDescriptor(file);
	const aborted = alreadyAborted<void>(engine, options);
	if (aborted !== undefined) return aborted;
	const operation = new Wait(engine, file, fd, event === EVENT_WRITE);
	engine.driver.wait(operation, isAnnounced(file));
	return abortable(operation, options);
}
