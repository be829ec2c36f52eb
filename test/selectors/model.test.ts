/**
 * Random histories against a model. Each step does something to a few socket pairs and to the selector; after each, what
 * select(0) reports must be what the model says is ready.
 */
import assert from "node:assert/strict";
import test, { type ExecutionContext } from "ava";
import fc from "fast-check";
import { KeyError, ValueError } from "../../src/errors.js";
import {
	type BaseSelector,
	EpollSelector,
	EVENT_READ,
	EVENT_WRITE,
	KqueueSelector,
	PollSelector,
	SelectSelector,
} from "../../src/selectors/index.js";
import { type End, makeSocketPair, type Teardown } from "../helpers/descriptors.js";
import { userspaceKqueue } from "../helpers/userspace-kqueue.js";

/** One end of a pair, and what the model knows of it. */
interface Side {
	readonly end: End;
	/** Bytes that wait to be read. */
	bytes: number;
	/** What it is registered for; 0 if it is not. */
	events: number;
	data: number;
	open: boolean;
	/** The number it was registered under. */
	fd: number;
	peer: Side | undefined;
}

interface World {
	readonly t: Teardown;
	readonly selector: BaseSelector;
	readonly sides: Side[];
}

/** One step; the numbers choose the side and the events. */
type Step = readonly [kind: string, which: number, events: number];

function makeSides(t: Teardown): [Side, Side] {
	const [a, b] = makeSocketPair(t).map(
		(end): Side => ({ end, bytes: 0, events: 0, data: 0, open: true, fd: -1, peer: undefined }),
	) as [Side, Side];
	a.peer = b;
	b.peer = a;
	return [a, b];
}

function closeSide(side: Side): void {
	side.end.close();
	side.open = false;
}

/** Whose registration a file object stands for: its own, or that of a lost one whose number it has now, as in Python. */
function holder({ sides }: World, side: Side): Side | undefined {
	if (side.events !== 0) return side;
	if (!side.open) return undefined;
	return sides.find((each) => each.events !== 0 && each.fd === side.end.fileno());
}

function register(world: World, side: Side, events: number, data: number): void {
	const attempt = () => world.selector.register(side.end, events, data);
	if (side.events !== 0) assert.throws(attempt, KeyError);
	else if (!side.open) assert.throws(attempt, ValueError);
	else {
		const replaced = holder(world, side);
		if (replaced !== undefined) replaced.events = 0;
		assert.equal(attempt().fd, side.end.fileno());
		Object.assign(side, { events, data, fd: side.end.fileno() });
	}
}

function unregister(world: World, side: Side): void {
	const attempt = () => world.selector.unregister(side.end);
	const held = holder(world, side);
	if (held === undefined) assert.throws(attempt, side.open ? KeyError : ValueError);
	else {
		assert.equal(attempt().data, held.data);
		held.events = 0;
	}
}

function modify(world: World, side: Side, events: number, data: number): void {
	const attempt = () => world.selector.modify(side.end, events, data);
	const held = holder(world, side);
	if (held === undefined) assert.throws(attempt, side.open ? KeyError : ValueError);
	else if (side.open) {
		assert.equal(attempt().events, events);
		Object.assign(held, { events, data });
	}
}

function step(world: World, [kind, which, events]: Step, number: number): void {
	const { sides, t } = world;
	const side = sides[which % sides.length];
	if (side === undefined) return;
	if (kind === "register") register(world, side, events, number);
	else if (kind === "unregister") unregister(world, side);
	else if (kind === "modify") modify(world, side, events, number);
	else if (kind === "write" && side.open && side.peer?.open) {
		side.end.write("x");
		side.peer.bytes++;
	} else if (kind === "read" && side.open && side.bytes > 0) {
		assert.equal(side.end.read().length, side.bytes);
		side.bytes = 0;
	} else if (kind === "close" && side.open) {
		if (side.events !== 0) unregister(world, side);
		closeSide(side);
	} else if (kind === "lose" && side.open) {
		closeSide(side);
	} else if (kind === "open" && sides.length < 12) {
		sides.push(...makeSides(t));
	}
}

/** What select must report: every open, registered side with what it is ready for. */
function expected(sides: readonly Side[]): Map<number, [mask: number, data: number]> {
	const ready = new Map<number, [number, number]>();
	for (const { open, events, bytes, peer, end, data } of sides) {
		if (!open) continue;
		const readable = bytes > 0 || !peer?.open ? EVENT_READ : 0;
		const mask = events & (readable | EVENT_WRITE);
		if (mask !== 0) ready.set(end.fileno(), [mask, data]);
	}
	return ready;
}

function check(world: World): void {
	// Sides that were closed without a word are another matter: some backends report them, some don't.
	const lost = new Set(world.sides.filter((side) => !side.open).map((side) => side.end));
	const reported = world.selector.select(0).filter(([key]) => !lost.has(key.fileobj as End));
	const found = new Map(reported.map(([key, mask]) => [key.fd, [mask, key.data as number]]));
	assert.deepEqual(found, expected(world.sides));
}

function checkRegistry(world: World): void {
	const keys = [...(world.selector.getMap()?.values() ?? [])];
	for (const side of world.sides.filter(({ events, open }) => open && events !== 0)) {
		const key = world.selector.getKey(side.end);
		assert.equal(key.events, side.events);
		assert(keys.includes(key));
	}
}

const steps = fc.array(
	fc.tuple(
		fc.constantFrom(
			"register",
			"register",
			"unregister",
			"modify",
			"write",
			"write",
			"read",
			"close",
			"lose",
			"open",
		),
		fc.nat(50),
		fc.constantFrom(EVENT_READ, EVENT_WRITE, EVENT_READ | EVENT_WRITE),
	),
	{ maxLength: 40 },
);

function agreesWithModel(t: ExecutionContext, makeSelector: () => BaseSelector): void {
	fc.assert(
		fc.property(steps, (history) => {
			const sides: Side[] = [];
			using selector = makeSelector();
			const world: World = { selector, sides, t };
			sides.push(...makeSides(t), ...makeSides(t));
			for (const [number, each] of history.entries()) {
				step(world, each, number);
				check(world);
				checkRegistry(world);
			}
			for (const side of sides) side.end.close();
		}),
		{ numRuns: 150 },
	);
	t.pass();
}

for (const [name, makeSelector] of Object.entries({
	SelectSelector: () => new SelectSelector(),
	PollSelector: () => new PollSelector(),
	...(process.platform === "linux" ? { EpollSelector: () => new EpollSelector() } : {}),
})) {
	test(`${name} agrees with a model through random histories`, (t) => agreesWithModel(t, makeSelector));
}

for (const layout of ["darwin", "freebsd"] as const) {
	test(`KqueueSelector in ${layout}'s layout agrees with a model through random histories`, (t) => {
		const options = userspaceKqueue((reason) => t.log(reason), layout);
		if (options === undefined) t.pass();
		else agreesWithModel(t, () => new KqueueSelector(options));
	});
}
