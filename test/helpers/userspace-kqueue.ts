/** The small kqueue of test/fixtures/kqueue. */
import type { KqueueOptions } from "../../src/selectors/index.js";
import { compileLibrary } from "./compile-library.js";

/** The layouts that it can be compiled in. */
export type UserspaceLayout = "darwin" | "freebsd" | "libkqueue";

/**
 * Makes a library with kqueue() and kevent().
 *
 * @param log says why there is none.
 * @param layout whose struct and numbers it has.
 * @returns the options for it; `undefined` where it cannot be had.
 */
export function userspaceKqueue(
	log: (reason: string) => void,
	layout: UserspaceLayout,
): KqueueOptions | undefined {
	const library = compileLibrary(log, "kqueue/kqueue.c", [`-DLAYOUT_${layout.toUpperCase()}`]);
	return library === undefined ? undefined : { library, layout };
}
