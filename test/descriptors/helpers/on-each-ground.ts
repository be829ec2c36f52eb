/** What the makers of descriptors stand on: the kernel's own kind, or a kqueue, in each system's layout. */
import test, { type ExecutionContext } from "ava";
import type { KqueueMakerOptions } from "../../../src/index.js";
import { type UserspaceLayout, userspaceKqueue } from "../../helpers/userspace-kqueue.js";

/** The kernel's own descriptors, or the layout of a kqueue in user space. */
export type Ground = "kernel" | UserspaceLayout;

/** All of them. */
export const grounds: readonly Ground[] = ["kernel", "darwin", "freebsd", "openbsd", "libkqueue"];

/** The options that make a maker stand there; `undefined`, said aloud, where there is no compiler. */
export function groundOptions(t: ExecutionContext, ground: Ground): KqueueMakerOptions | undefined {
	if (ground === "kernel") return {};
	const kqueue = userspaceKqueue((reason) => t.log(reason), ground);
	return kqueue === undefined ? undefined : { kqueue };
}

/** Declares a test for each of them. */
export function onEachGround(
	title: string,
	body: (t: ExecutionContext, options: KqueueMakerOptions, ground: Ground) => void | Promise<void>,
): void {
	for (const ground of grounds) {
		test(ground === "kernel" ? title : `${title} (over a kqueue, ${ground}'s)`, async (t) => {
			const options = groundOptions(t, ground);
			if (options === undefined) t.pass();
			else await body(t, options, ground);
		});
	}
}
