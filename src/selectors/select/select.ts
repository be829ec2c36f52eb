/** The select() function. */

import { constants } from "node:os";
import { osError, ValueError } from "../../errors.js";
import { show } from "../../internal/index.js";
import type { FileObject } from "../file-object.js";
import {
	CLOSED,
	checkFitsSet,
	DescriptorSets,
	EXCEPTIONAL,
	READABLE,
	type SetName,
	WRITABLE,
} from "../kernel/descriptor-sets.js";
import { descriptorOf } from "./descriptor-of.js";
import { waitOut } from "./wait-out.js";

type Watched<File> = readonly [file: File, fd: number][];

function watch<File extends FileObject>(
	sets: DescriptorSets,
	set: SetName,
	files: Iterable<File>,
): Watched<File> {
	if (typeof files?.[Symbol.iterator] !== "function") {
		throw new TypeError(`Cannot select on ${show(files)}: it is not an iterable of file objects`);
	}
	const watched: [File, number][] = [];
	// A fileno() may change the very list it stands in: go over a copy.
	for (const file of [...files]) {
		const fd = descriptorOf(file);
		checkFitsSet(fd);
		sets.add(set, fd);
		watched.push([file, fd]);
	}
	return watched;
}

/**
 * Waits until one of some file objects is ready, with POSIX's select.
 *
 * @param rlist wait until one of these can be read.
 * @param wlist wait until one of these can be written to.
 * @param xlist wait until one of these has an exceptional condition, such as urgent data.
 * @param timeout milliseconds, fractions allowed and rounded up; 0 does not wait; `undefined` waits for ever.
 * @returns three arrays with those objects of the three lists that are ready, the very objects that were given; all are
 * empty where the time was up first.
 * @throws TypeError where a list is no iterable, something in it no file object, or the timeout no number.
 * @throws ValueError where a descriptor is negative or not below FD_SETSIZE, or the timeout is negative or `NaN`.
 * @throws OSError with the code EBADF where a descriptor is closed.
 * @example
 * ```ts
 * import { socketpair } from "evloop";
 * import { select } from "evloop/select";
 *
 * const [a, b] = socketpair();
 * const [readable, writable] = select([a], [a], [], 1000);
 * console.log(readable.length, writable[0] === a); // 0 true
 * a.close();
 * b.close();
 * ```
 * @see https://docs.python.org/3/library/select.html#select.select
 */
export function select<R extends FileObject, W extends FileObject, X extends FileObject>(
	rlist: Iterable<R>,
	wlist: Iterable<W>,
	xlist: Iterable<X>,
	timeout?: number,
): [readable: R[], writable: W[], exceptional: X[]] {
	if (timeout !== undefined && timeout < 0) {
		throw new ValueError(`Invalid timeout: ${timeout} is negative`);
	}
	const sets = new DescriptorSets();
	const readers = watch(sets, READABLE, rlist);
	const writers = watch(sets, WRITABLE, wlist);
	const others = watch(sets, EXCEPTIONAL, xlist);
	waitOut(timeout, (left) => {
		const count = sets.wait(left);
		if (count === CLOSED) throw osError(constants.errno.EBADF, "select");
		return count;
	});
	const found = <File>(set: SetName, watched: Watched<File>): File[] =>
		watched.filter(([, fd]) => sets.isFound(set, fd)).map(([file]) => file);
	return [found(READABLE, readers), found(WRITABLE, writers), found(EXCEPTIONAL, others)];
}
