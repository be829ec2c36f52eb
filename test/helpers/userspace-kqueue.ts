/** The small kqueue of test/fixtures/kqueue. */
import test, { type ExecutionContext } from "ava";
import type { KqueueOptions } from "../../src/selectors/index.js";
import { type KqueueObject, kqueue } from "../../src/selectors/select/index.js";
import { compileLibrary } from "./compile-library.js";

/** The layouts that it can be compiled in. */
export type UserspaceLayout = "darwin" | "freebsd" | "openbsd" | "libkqueue";

/** All of them. */
export const userspaceLayouts: readonly UserspaceLayout[] = ["darwin", "freebsd", "openbsd", "libkqueue"];

/** What a test of {@link eachKqueue} is about. */
export interface KqueueCase {
	readonly layout: UserspaceLayout;
	/** For a queue in another program. */
	readonly options: KqueueOptions;
}

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

/** Declares a test for each layout, with a kqueue that is closed at the end. */
export function eachKqueue(
	title: string,
	body: (t: ExecutionContext, queue: KqueueObject, about: KqueueCase) => void | Promise<void>,
): void {
	for (const layout of userspaceLayouts) {
		test(`${title} (${layout}'s layout)`, async (t) => {
			const options = userspaceKqueue((reason) => t.log(reason), layout);
			if (options === undefined) {
				t.pass();
				return;
			}
			using queue = kqueue(options);
			await body(t, queue, { layout, options });
		});
	}
}
