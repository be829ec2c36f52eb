import test from "ava";
import { NotImplementedError, ValueError } from "../../src/errors.js";
import {
	BaseSelector,
	DefaultSelector,
	EpollSelector,
	EVENT_READ,
	KqueueSelector,
	PollSelector,
	SelectSelector,
} from "../../src/selectors/index.js";
import { makePipe } from "../helpers/descriptors.js";
import { type Capabilities, selectorConformance } from "./conformance.js";

/** What the default is: this very suite may be run with EVLOOP_SELECTOR set. */
function capabilities(): Capabilities {
	using selector = new DefaultSelector();
	const scales = selector instanceof EpollSelector || selector instanceof KqueueSelector;
	const { platform } = process;
	return {
		...(selector instanceof SelectSelector ? { descriptorLimit: 1024 } : {}),
		...(scales ? { fileError: platform === "linux" ? "EPERM" : "EINVAL" } : {}),
		hasFileno: scales,
		refusesClosed: scales,
		reportsClosed: !scales,
		survivesGhosts: true,
	};
}

selectorConformance(test, "DefaultSelector", () => new DefaultSelector(), capabilities());

/** Runs something with EVLOOP_SELECTOR set. It is this thread's own environment. */
function forced<T>(name: string | undefined, run: () => T): T {
	const before = process.env.EVLOOP_SELECTOR;
	if (name === undefined) delete process.env.EVLOOP_SELECTOR;
	else process.env.EVLOOP_SELECTOR = name;
	try {
		return run();
	} finally {
		if (before === undefined) delete process.env.EVLOOP_SELECTOR;
		else process.env.EVLOOP_SELECTOR = before;
	}
}

test("DefaultSelector is the class that was chosen", (t) => {
	forced(undefined, () => {
		using selector = new DefaultSelector();
		t.true(selector instanceof BaseSelector);
		t.true(selector instanceof DefaultSelector);
		t.is(selector.constructor.name, DefaultSelector.name);
		if (process.platform === "linux") t.true(selector instanceof EpollSelector);
		else t.true(selector instanceof KqueueSelector);
	});
});

test("DefaultSelector can be extended", (t) => {
	class Mine extends DefaultSelector<string> {
		readonly mine = "mine";
		override select(timeout?: number): ReturnType<BaseSelector<string>["select"]> {
			return super.select(timeout).reverse();
		}
	}
	const [, writer] = makePipe(t);
	using selector = new Mine();
	const key = selector.register(writer, 2, "data");
	t.deepEqual(selector.select(), [[key, 2]]);
	t.is(selector.mine, "mine");
	t.true(selector instanceof Mine);
	t.true(selector instanceof DefaultSelector);
});

test("EVLOOP_SELECTOR overrides the choice", (t) => {
	for (const [name, Backend] of Object.entries({ select: SelectSelector, poll: PollSelector })) {
		forced(name, () => {
			using selector = new DefaultSelector();
			t.true(selector instanceof Backend);
			t.true(selector instanceof DefaultSelector);
			t.is(DefaultSelector.name, Backend.name);
		});
	}
	forced("", () => {
		using selector = new DefaultSelector();
		t.false(selector instanceof SelectSelector, "empty is as if it were not there");
	});
});

test("EVLOOP_SELECTOR that names nothing, or what cannot work here, is an error that says so", (t) => {
	for (const name of ["iocp", "EPOLL", "constructor", "__proto__", " epoll"]) {
		t.throws(() => forced(name, () => new DefaultSelector()), {
			instanceOf: ValueError,
			message: `Invalid EVLOOP_SELECTOR: '${name}' is none of kqueue, epoll, devpoll, poll, select`,
		});
	}
	const lacking = process.platform === "linux" ? "kqueue" : "epoll";
	for (const name of [lacking, "devpoll"]) {
		const error = t.throws(() => forced(name, () => new DefaultSelector()), {
			instanceOf: NotImplementedError,
			message: `Cannot use EVLOOP_SELECTOR=${name}: it does not work here`,
		});
		t.true(error?.cause instanceof Error);
	}
});

test("DefaultSelector<Data> demands the data that it is told of", (t) => {
	const [reader, writer] = makePipe(t);
	using selector = new DefaultSelector<() => string>();
	selector.register(writer, 2, () => "called");
	// @ts-expect-error: without data, key.data() below would not be safe.
	selector.register(reader, EVENT_READ);
	for (const [key] of selector.select()) t.is(key.data(), "called");
});
