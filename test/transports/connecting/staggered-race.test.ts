/** Happy eyeballs without a network: the order of addresses, and the race between attempts. */
import test from "ava";
import { Future } from "../../../src/futures/index.js";
import type { AddressInfo } from "../../../src/sockets/index.js";
import { connectionError } from "../../../src/transports/connecting/connection-error.js";
import { interleave } from "../../../src/transports/connecting/interleave.js";
import { staggeredRace } from "../../../src/transports/connecting/staggered-race.js";
import { VirtualEngine } from "../../helpers/virtual-engine.js";

const infos = (names: string): AddressInfo[] =>
	names.split(" ").map((name) => [name.startsWith("a") ? 1 : 2, 0, 0, name, [name, 0]]);
const names = (list: readonly AddressInfo[]) => list.map(([, , , name]) => name).join(" ");

test("interleave: families take turns after the first of the first family", (t) => {
	t.is(names(interleave(infos("a1 a2 a3 b1 b2"), 1)), "a1 b1 a2 b2 a3");
	t.is(names(interleave(infos("a1 a2 a3 b1 b2"), 2)), "a1 a2 b1 a3 b2");
	t.is(names(interleave(infos("a1 a2 a3 b1 b2"), 9)), "a1 a2 a3 b1 b2");
	t.is(names(interleave(infos("b1 a1 b2"), 1)), "b1 a1 b2");
	t.is(names(interleave(infos("a1"), 1)), "a1");
	t.deepEqual(interleave([], 3), []);
});

/** A race whose attempts the test ends by hand. */
function race(entries: string, delay: number) {
	const engine = new VirtualEngine();
	const attempts = new Map<string, Future<string>>();
	const discarded: string[] = [];
	const outcome = staggeredRace(
		engine,
		entries === "" ? [] : entries.split(" "),
		(entry) => {
			const attempt = new Future<string>(engine);
			attempts.set(entry, attempt);
			return attempt;
		},
		(loser: string) => discarded.push(loser),
		delay,
	);
	const attempt = (name: string) => attempts.get(name) as Future<string>;
	return { engine, outcome, attempt, discarded, begun: () => [...attempts.keys()].join(" ") };
}

test("staggeredRace: the next attempt begins after the delay, or as soon as the last one fails", (t) => {
	const { engine, attempt, begun, outcome } = race("a b c", 250);
	t.is(begun(), "a");
	engine.pass(249);
	t.is(begun(), "a");
	engine.pass(1);
	t.is(begun(), "a b");
	attempt("b").setException(new Error("b"));
	engine.settle();
	t.is(begun(), "a b c");
	engine.pass(10_000);
	attempt("c").setException(new Error("c"));
	engine.settle();
	t.false(outcome.done());
	attempt("a").setException(new Error("a"));
	engine.settle();
	t.deepEqual(
		outcome.result().errors.map((error) => (error as Error).message),
		["b", "c", "a"],
	);
	t.is(outcome.result().winner, undefined);
	t.is(engine.timers.size, 0);
});

test("staggeredRace: the first success wins, the others are cancelled, a second one is discarded", (t) => {
	const { engine, attempt, discarded, outcome } = race("a b c", 10);
	engine.pass(20);
	attempt("b").setResult("B");
	attempt("c").setResult("C");
	engine.settle();
	t.is(outcome.result().winner, "B");
	t.true(attempt("a").cancelled());
	t.deepEqual(discarded, ["C"]);
	t.is(engine.timers.size, 0);
	t.deepEqual(engine.reports, []);
});

test("staggeredRace: Infinity tries one after the other", (t) => {
	const { engine, attempt, begun, outcome } = race("a b", Number.POSITIVE_INFINITY);
	engine.pass(1e9);
	t.is(begun(), "a");
	attempt("a").setException(new Error("a"));
	engine.settle();
	t.is(begun(), "a b");
	attempt("b").setResult("B");
	engine.settle();
	t.is(outcome.result().winner, "B");
});

test("staggeredRace: cancelled, it cancels all attempts and begins no other", (t) => {
	const { engine, attempt, begun, outcome, discarded } = race("a b c", 10);
	engine.pass(10);
	attempt("a").setResult("A");
	t.true(outcome.cancel());
	engine.pass(1000);
	t.is(begun(), "a b");
	t.true(attempt("b").cancelled());
	t.deepEqual(discarded, ["A"]);
	t.is(engine.timers.size, 0);
});

test("staggeredRace: of nothing it has no winner at once", (t) => {
	t.deepEqual(race("", 1).outcome.result(), { winner: undefined, errors: [] });
});

test("connectionError: one error is itself, several are an AggregateError with the first one's code", (t) => {
	const first = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
	const second = new Error("unreachable");
	t.is(connectionError([first], false, "x:1"), first);
	const wrapped = connectionError([first], true, "x:1") as AggregateError & { code: string };
	t.deepEqual(wrapped.errors, [first]);
	const both = connectionError([first, second], false, "x:1") as AggregateError & { code: string };
	t.true(both instanceof AggregateError);
	t.deepEqual(both.errors, [first, second]);
	t.is(both.code, "ECONNREFUSED");
	t.is(both.message, "Cannot connect to x:1: refused; unreachable");
});
