/** Refuses what text cannot be written to. */
import { show } from "../internal/index.js";
import type { TextSink } from "./text-sink.js";

/**
 * Checks what text is to be written to.
 *
 * @param file what was given.
 * @param action what for, such as `"printStack"`.
 * @throws TypeError if it has no `write()`.
 */
export function checkSink(file: TextSink, action: string): void {
	const { write } = (file ?? {}) as Partial<TextSink>;
	if (typeof write === "function") return;
	throw new TypeError(`Cannot ${action}: file must have a method write(), got ${show(file)}`);
}
