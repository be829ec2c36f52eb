/** Picks the best selector that really works here. */
import { NotImplementedError, OSError, ValueError } from "../errors.js";
import { show } from "../internal/index.js";
import type { BaseSelector, DataArgument } from "./base-selector.js";
import { DevpollSelector } from "./devpoll-selector.js";
import { EpollSelector } from "./epoll-selector.js";
import type { FileObject } from "./file-object.js";
import { KqueueSelector } from "./kqueue-selector.js";
import { PollSelector } from "./poll-selector.js";
import { SelectSelector } from "./select-selector.js";
import type { SelectorKey } from "./selector-key.js";
import type { SelectorMap } from "./selector-map.js";
import type { SelectorStatistics } from "./selector-statistics.js";

type SelectorClass = new () => BaseSelector;

/** All there are, the best first. */
const backends: Readonly<Record<string, SelectorClass>> = {
	kqueue: KqueueSelector,
	epoll: EpollSelector,
	devpoll: DevpollSelector,
	poll: PollSelector,
	select: SelectSelector,
};

/** What was found out about each: the error that making one gave, or `undefined` where it works. */
const tried = new Map<string, unknown>();

/** Errors that say nothing about the backend: it works, but not at this moment. */
const passing: readonly (string | undefined)[] = ["EMFILE", "ENFILE", "ENOMEM"];

/** Makes one and waits with it. A kernel may have a call and refuse it, in a sandbox for instance. */
function failureOf(name: string, Backend: SelectorClass): unknown {
	if (!tried.has(name)) {
		try {
			using selector = new Backend();
			selector.select(0);
			tried.set(name, undefined);
		} catch (error) {
			if (error instanceof OSError && passing.includes(error.code)) return undefined;
			tried.set(name, error);
		}
	}
	return tried.get(name);
}

function forced(name: string): SelectorClass {
	const Backend = Object.hasOwn(backends, name) ? backends[name] : undefined;
	if (Backend === undefined) {
		const names = Object.keys(backends).join(", ");
		throw new ValueError(`Invalid EVLOOP_SELECTOR: ${show(name)} is none of ${names}`);
	}
	const failure = failureOf(name, Backend);
	if (failure === undefined) return Backend;
	throw new NotImplementedError(`Cannot use EVLOOP_SELECTOR=${name}: it does not work here`, {
		cause: failure,
	});
}

function chosen(): SelectorClass {
	const name = process.env.EVLOOP_SELECTOR;
	if (name !== undefined && name !== "") return forced(name);
	for (const [candidate, Backend] of Object.entries(backends)) {
		if (failureOf(candidate, Backend) === undefined) return Backend;
	}
	throw new NotImplementedError("Cannot make a selector: none works here", {
		cause: new AggregateError(tried.values()),
	});
}

/** Stands for the class until it is chosen. A function, since a class's prototype could not be replaced by another. */
function Chosen(): void {}

/** What `new DefaultSelector()` makes: whichever selector was chosen. */
export interface DefaultSelector<Data = unknown> extends BaseSelector<Data> {
	// Said again, because here they are no longer abstract: the class can be extended without them.
	register(fileobj: FileObject, events: number, ...data: DataArgument<Data>): SelectorKey<Data>;
	unregister(fileobj: FileObject): SelectorKey<Data>;
	select(timeout?: number): [key: SelectorKey<Data>, mask: number][];
	getMap(): SelectorMap<Data> | undefined;

	/**
	 * Figures about this selector. Throws nothing.
	 *
	 * @returns a frozen record.
	 */
	statistics(): SelectorStatistics;
}

/** What {@link DefaultSelector} is: a class without arguments. */
export interface DefaultSelectorConstructor {
	/**
	 * @throws ValueError where EVLOOP_SELECTOR is no name of a selector.
	 * @throws NotImplementedError where that selector, or none at all, works here.
	 * @throws OSError where the kernel has no descriptor or no memory for it.
	 */
	new <Data = unknown>(): DefaultSelector<Data>;
	/** The methods of the class that was chosen. */
	readonly prototype: DefaultSelector;
	/** The name of the class that was chosen. */
	readonly name: string;
}

/**
 * The best selector that this machine can really use: kqueue, epoll, /dev/poll, poll or select, in this order.
 *
 * Each is tried by making one. As in Python, this is that class itself and not another one in between: on Linux,
 * `new DefaultSelector() instanceof EpollSelector`, and `class Mine extends DefaultSelector` extends it. It is chosen at
 * the first use, not at import.
 *
 * The environment variable `EVLOOP_SELECTOR` overrides the choice with `kqueue`, `epoll`, `devpoll`, `poll` or `select`.
 *
 * @example
 * ```ts
 * import { DefaultSelector, EVENT_READ, EVENT_WRITE, socketpair } from "evloop";
 *
 * const [a, b] = socketpair();
 * using selector = new DefaultSelector();
 * selector.register(a, EVENT_READ);
 * selector.register(b, EVENT_WRITE);
 * for (const [key, mask] of selector.select()) console.log(key.fileobj === b, mask); // true 2
 * a.close();
 * b.close();
 * ```
 * @see https://docs.python.org/3/library/selectors.html#selectors.DefaultSelector
 */
export const DefaultSelector: DefaultSelectorConstructor = new Proxy(
	Chosen as unknown as DefaultSelectorConstructor,
	{
		construct(_target, _args, newTarget): object {
			const Backend = chosen();
			return Reflect.construct(Backend, [], newTarget === DefaultSelector ? Backend : newTarget);
		},
		get(_target, property, receiver) {
			return Reflect.get(chosen(), property, receiver);
		},
	},
);
