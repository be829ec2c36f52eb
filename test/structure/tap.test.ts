import test from "ava";
import { parseTap, type TapResult } from "../../scripts/tap/parse-tap.js";
import { filesToTryAgain, unsteadyOnes } from "../../scripts/tap/second-try.js";
import { sumUp } from "../../scripts/tap/sum-up.js";

const output = `> evloop@0.1.0 test
> ava --tap

TAP version 13
ok 1 - sockets › Socket: connects
ok 2 - peers › server: talks to nc
#   SKIP: nc: not installed
#   SKIP: socat: not installed either
ok 3 - selectors › SelectSelector: 5,000 connections
#   SKIP: descriptors past 1024: select() takes none
ok 4 - a › left out # SKIP
not ok 5 - a › to do # TODO
not ok 6 - b › fails
#   SKIP: never: said before it failed
  ---
    name: AssertionError
  ...
not ok 7 - dist/test/c.test.js exited due to SIGSEGV

1..6
# tests 5
# pass 3
# fail 3
`;

const clean: TapResult = {
	passed: 2,
	failed: 0,
	skipped: 0,
	skips: [],
	failures: [],
	passes: ["a"],
	complete: true,
};

test("parseTap: counts what passed, failed, crashed and was skipped aloud", (t) => {
	t.deepEqual(parseTap(output), {
		passed: 1,
		failed: 2,
		skipped: 4,
		skips: [
			{ title: "peers › server: talks to nc", what: "nc", reason: "not installed" },
			{ title: "peers › server: talks to nc", what: "socat", reason: "not installed either" },
			{
				title: "selectors › SelectSelector: 5,000 connections",
				what: "descriptors past 1024",
				reason: "select() takes none",
			},
		],
		failures: [
			{ title: "b › fails", details: ["#   SKIP: never: said before it failed", "    name: AssertionError"] },
			{
				title: "dist/test/c.test.js exited due to SIGSEGV",
				details: ["", "1..6", "# tests 5", "# pass 3", "# fail 3", ""],
			},
		],
		passes: [
			"sockets › Socket: connects",
			"peers › server: talks to nc",
			"selectors › SelectSelector: 5,000 connections",
		],
		complete: true,
	});
});

test("parseTap: a run without a plan did not come to its end", (t) => {
	t.false(parseTap("TAP version 13\nok 1 - a › b\n").complete);
	t.false(parseTap("").complete);
	t.true(parseTap("TAP version 13\r\nok 1 - a › b\r\n\r\n1..1\r\n").complete);
});

test("sumUp: adds up, and is content where all passed", (t) => {
	const { lines, good } = sumUp(
		new Map([
			["default", clean],
			["poll", { ...clean, passed: 3, skipped: 1 }],
		]),
	);
	t.true(good);
	t.is(lines.at(-1), "5 passed, 0 failed, 1 skipped");
});

test("sumUp: a failure, a crash, an installed program that was skipped, and no test at all are failures", (t) => {
	const run = parseTap(output.replaceAll("not ok", "ok"));
	t.true(sumUp(new Map([["default", run]]), ["curl"]).good);
	t.true(
		sumUp(new Map([["default", run]])).lines.includes(
			"  nc (not installed): peers › server: talks to nc [default]",
		),
	);
	const lost = sumUp(new Map([["default", run]]), ["curl", "nc"]);
	t.false(lost.good);
	t.true(
		lost.lines.includes(
			"failed [default]: peers › server: talks to nc: skipped for want of nc, which is there",
		),
	);

	t.false(
		sumUp(new Map([["default", { ...clean, failed: 1, failures: [{ title: "x", details: ["why"] }] }]])).good,
	);
	const crashed = sumUp(new Map([["worker", { ...clean, complete: false }]]));
	t.false(crashed.good);
	t.is(crashed.lines.at(-1), "2 passed, 1 failed");
	t.false(sumUp(new Map()).good);
});

test("sumUp: what failed stands above the total, with what was said about it, its name last", (t) => {
	const failure = { title: "x", details: ["why"] };
	const slow = { title: "y", details: ["late"] };
	const { lines } = sumUp(
		new Map([
			["poll", { ...clean, failed: 1, failures: [failure] }],
			["select", { ...clean, unsteady: [slow] }],
		]),
	);
	t.deepEqual(lines.slice(-6), [
		"unsteady, passed at the second try [select]: y",
		"late",
		"failed [poll]: x",
		"why",
		"failed [poll]: x",
		"4 passed, 1 failed",
	]);
});

test("sumUp: a few tests that passed at the second try are told of, many of them are a failure", (t) => {
	const failure = { title: "x", details: [] };
	const run = (count: number) => new Map([["poll", { ...clean, unsteady: new Array(count).fill(failure) }]]);
	t.true(sumUp(run(8)).good);
	t.true(sumUp(run(8)).lines.includes("unsteady, passed at the second try [poll]: x"));
	t.false(sumUp(run(9)).good);
});

test("filesToTryAgain: the files of few failures, but not of crashes, time-outs, and runs that were cut short", (t) => {
	const there = (path: string) => path === "dist/test/a/b.test.js" || path === "dist/test/c.test.js";
	const failures = [
		{ title: "a › b › fails", details: [] },
		{ title: "a › b › fails › too", details: [] },
		{ title: "c › fails", details: [] },
	];
	const run = { ...clean, failed: 3, failures };
	t.deepEqual(filesToTryAgain(run, there), ["dist/test/a/b.test.js", "dist/test/c.test.js"]);
	t.deepEqual(filesToTryAgain({ ...run, complete: false }, there), []);
	t.deepEqual(filesToTryAgain({ ...run, failures: [...failures, ...failures, ...failures] }, there), []);
	const crash = { title: "dist/test/c.test.js exited due to SIGSEGV", details: [] };
	t.deepEqual(filesToTryAgain({ ...run, failures: [...failures, crash] }, there), []);
	const late = { title: "c › hangs", details: ["  message: Exited because no new tests completed"] };
	t.deepEqual(filesToTryAgain({ ...run, failures: [late] }, there), []);
});

test("unsteadyOnes: those that passed at the second try, whatever their titles leave out", (t) => {
	const [first, second] = [
		{ title: "a › b › fails", details: [] },
		{ title: "a › b › fails again", details: [] },
	];
	const run = { ...clean, failures: [first, second] };
	t.deepEqual(unsteadyOnes(run, { ...clean, passes: ["fails"], failures: [] }), [first]);
	t.deepEqual(unsteadyOnes(run, { ...clean, passes: ["a › b › fails again"] }), [second]);
	t.deepEqual(unsteadyOnes(run, { ...clean, passes: ["fails"], complete: false }), []);
});
