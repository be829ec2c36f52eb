/** Descriptors that a loop watches have no keys, and nobody can tell. */
import test from "ava";
import { KeyError, RuntimeError, ValueError } from "../../src/errors.js";
import {
	EpollSelector,
	EVENT_READ,
	EVENT_WRITE,
	type FileObject,
	PollSelector,
	SelectorKey,
	SelectSelector,
} from "../../src/selectors/index.js";
import { makeSocketPair } from "../helpers/descriptors.js";

const classes = process.platform === "linux" ? [EpollSelector, PollSelector, SelectSelector] : [PollSelector];

for (const Selector of classes) {
	const { name } = Selector;

	test(`${name}.watch: is a registration like any other`, (t) => {
		using selector = new Selector();
		const [a, b] = makeSocketPair(t);
		selector.watch(a.fileno(), EVENT_WRITE);
		selector.watch(b.fileno(), EVENT_WRITE);
		t.is(selector.statistics().registered, 2);
		t.is(selector.wait(0), 2);
		t.throws(() => selector.watch(a.fileno(), EVENT_READ), { instanceOf: KeyError, message: /for writing/ });
		t.throws(() => selector.register(a.fileno(), EVENT_READ), {
			instanceOf: KeyError,
			message: /for writing/,
		});
		t.deepEqual(
			selector.modify(a.fileno(), EVENT_READ),
			new SelectorKey(a.fileno(), a.fileno(), EVENT_READ, undefined),
		);
		t.deepEqual(
			selector.unregister(b.fileno()),
			new SelectorKey(b.fileno(), b.fileno(), EVENT_WRITE, undefined),
		);
		t.is(selector.wait(0), 0);
		t.throws(() => selector.unregister(b.fileno()), { instanceOf: KeyError });
		selector.watch(b.fileno(), EVENT_WRITE);
		t.is(selector.statistics().registered, 2);
		t.throws(() => selector.watch(-1, EVENT_READ), { instanceOf: ValueError });
		t.throws(() => selector.watch(b.fileno(), 8), { instanceOf: ValueError });
	});

	test(`${name}.watch: whoever looks finds a key, and the same one every time`, (t) => {
		using selector = new Selector();
		const [a, b] = makeSocketPair(t);
		selector.watch(a.fileno(), EVENT_WRITE);
		const key = selector.select(0)[0]?.[0];
		t.deepEqual(key, new SelectorKey(a.fileno(), a.fileno(), EVENT_WRITE, undefined));
		t.true(selector.getKey(a.fileno()) === key);
		const map = selector.getMap();
		selector.watch(b.fileno(), EVENT_READ);
		t.is(map?.size, 2);
		t.is(map?.get(a.fileno()), key);
		t.deepEqual(
			[...(map ?? [])].map(([fd, { events }]) => [fd, events]),
			[
				[a.fileno(), EVENT_WRITE],
				[b.fileno(), EVENT_READ],
			],
		);
	});

	test(`${name}.watch: the map has those that were watched before it was asked for`, (t) => {
		using selector = new Selector();
		const [a, b] = makeSocketPair(t);
		selector.watch(a.fileno(), EVENT_READ);
		selector.watch(b.fileno(), EVENT_WRITE);
		t.is(selector.getMap()?.size, 2);
		t.is(selector.statistics().registered, 2);
		selector.close();
		t.throws(() => selector.watch(a.fileno(), EVENT_READ), { instanceOf: RuntimeError });
		t.is(selector.statistics().registered, 0);
	});
}

class Hearing extends PollSelector {
	readonly heard: unknown[] = [];

	override register(fileobj: FileObject, events: number): SelectorKey {
		this.heard.push([fileobj, events]);
		return super.register(fileobj, events);
	}
}

test("watch: who overrides register() hears of it", (t) => {
	using selector = new Hearing();
	const [a] = makeSocketPair(t);
	selector.watch(a.fileno(), EVENT_READ);
	t.deepEqual(selector.heard, [[a.fileno(), EVENT_READ]]);
});
