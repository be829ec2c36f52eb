/** One event of a kqueue. */
import { kqueueTables } from "../../ffi/index.js";
import type { FileObject } from "../file-object.js";
import type { KeventFields } from "../kernel/kernel-queue.js";
import { descriptorOf } from "./descriptor-of.js";
import { checkedFlags, checkedInteger } from "./integer.js";

// These two are the same everywhere there is a kqueue.
const { KQ_FILTER_READ, KQ_EV_ADD } = kqueueTables.libkqueue.constants;

/**
 * One event of a kqueue: what is asked for in a change, what happened in a result. Made by {@link kevent}.
 *
 * @example
 * ```ts
 * import { type Kevent, kevent } from "evloop/select";
 *
 * const event: Kevent = kevent({ fileno: () => 3 });
 * console.log(event.ident, event.fflags, event.data, event.udata); // 3 0 0 0
 * ```
 * @see https://docs.python.org/3/library/select.html#kevent-objects
 */
export class Kevent implements KeventFields {
	/** What the event is about: for most filters, a descriptor. */
	readonly ident: number;
	/** Which filter: one of KQ_FILTER_*. */
	readonly filter: number;
	/** What to do, or what happened: KQ_EV_*. */
	readonly flags: number;
	/** The filter's own flags: KQ_NOTE_*. */
	readonly fflags: number;
	/** The filter's own data: for KQ_FILTER_READ, how many bytes can be read. */
	readonly data: number;
	/** A number that comes back unchanged. */
	readonly udata: number;

	/** @hidden */
	constructor(fields: KeventFields) {
		this.ident = fields.ident;
		this.filter = fields.filter;
		this.flags = fields.flags;
		this.fflags = fields.fflags;
		this.data = fields.data;
		this.udata = fields.udata;
	}
}

/**
 * Makes an event for a kqueue's list of changes.
 *
 * @param ident what it is about: a file object, or for some filters another number.
 * @param filter the filter; KQ_FILTER_READ if absent.
 * @param flags what to do; KQ_EV_ADD if absent.
 * @param fflags the filter's own flags.
 * @param data the filter's own data.
 * @param udata a number that comes back unchanged.
 * @returns the event.
 * @throws TypeError where `ident` is neither a number nor a file object, or another argument no number.
 * @throws ValueError where a number is not an integer or does not fit its field; so is the `NaN` of a constant that this
 * platform lacks.
 * @example
 * ```ts
 * import { kevent } from "evloop/select";
 *
 * const event = kevent(7);
 * console.log(event.ident, event.filter, event.flags); // 7 -1 1
 * ```
 * @see https://docs.python.org/3/library/select.html#select.kevent
 */
export function kevent(
	ident: FileObject,
	filter: number = KQ_FILTER_READ,
	flags: number = KQ_EV_ADD,
	fflags = 0,
	data = 0,
	udata = 0,
): Kevent {
	const most = Number.MAX_SAFE_INTEGER;
	return new Kevent({
		ident: typeof ident === "number" ? checkedInteger("ident", ident, 0, most) : descriptorOf(ident),
		filter: checkedInteger("filter", filter, -0x8000, 0x7fff),
		flags: checkedInteger("flags", flags, 0, 0xffff),
		fflags: checkedFlags("fflags", fflags),
		data: checkedInteger("data", data, -most, most),
		udata: checkedInteger("udata", udata, 0, most),
	});
}
