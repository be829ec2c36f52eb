/** The guide for those who come from asyncio names everything that asyncio has, and nothing that we have not. */
import { readFileSync } from "node:fs";
import test from "ava";
import type {
	BaseTransport,
	DatagramTransport,
	EventLoop,
	Handle,
	ReadTransport,
	SubprocessTransport,
	Timeout,
	TimerHandle,
	Transport,
	WriteTransport,
} from "../../src/index.js";
import * as evloop from "../../src/index.js";

const root = new URL("../../../", import.meta.url);
const names = JSON.parse(readFileSync(new URL("test/asyncio/names.json", root), "utf8")) as Record<
	string,
	string[]
>;
const guide = readFileSync(new URL("docs/guides/coming-from-asyncio.md", root), "utf8");

interface Row {
	readonly python: string;
	readonly ours: readonly string[];
	readonly remark: string;
}

/** The rows of the table under a title. */
function rowsUnder(title: string): Row[] {
	const section = guide.split(/^## /m).find((each) => each.startsWith(`${title}\n`)) ?? "";
	return [...section.matchAll(/^\| `(\w+)` \|(.*?)\|(.*)\|$/gm)].map(
		([, python = "", ours = "", remark = ""]) => ({
			python,
			ours: [...ours.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
			remark: remark.trim(),
		}),
	);
}

/** Interfaces are no values: that these exist the compiler checks, by the import above. */
const types: Readonly<
	Record<
		string,
		(
			| BaseTransport
			| DatagramTransport
			| EventLoop
			| Handle
			| ReadTransport
			| SubprocessTransport
			| Timeout
			| TimerHandle
			| Transport
			| WriteTransport
		)[]
	>
> = {
	BaseTransport: [],
	DatagramTransport: [],
	ReadTransport: [],
	SubprocessTransport: [],
	Transport: [],
	WriteTransport: [],
	EventLoop: [],
	Handle: [],
	TimerHandle: [],
	Timeout: [],
};

/** Where the members of a class are looked for. (In an object: a promise of a prototype with `then` would ask that.) */
const holders: Readonly<Record<string, [title: string, find: () => Promise<{ holder: object }>]>> = {
	AbstractEventLoop: ["The loop", async () => ({ holder: evloop.SelectorEventLoop.prototype })],
	Handle: ["Handle", async () => ({ holder: cancelled(evloop.getEventLoop().callSoon(() => {})) })],
	TimerHandle: [
		"TimerHandle",
		async () => ({ holder: cancelled(evloop.getEventLoop().callLater(1, () => {})) }),
	],
	Future: ["Future", async () => ({ holder: evloop.Future.prototype })],
	Task: ["Task", async () => ({ holder: evloop.Task.prototype })],
	Runner: ["Runner", async () => ({ holder: evloop.Runner.prototype })],
	TaskGroup: ["TaskGroup", async () => ({ holder: evloop.TaskGroup.prototype })],
	Timeout: ["Timeout", () => evloop.timeout(1000, async (holder) => ({ holder }))],
	Lock: ["Lock", async () => ({ holder: evloop.Lock.prototype })],
	Event: ["Event", async () => ({ holder: evloop.Event.prototype })],
	Condition: ["Condition", async () => ({ holder: evloop.Condition.prototype })],
	Semaphore: ["Semaphore and BoundedSemaphore", async () => ({ holder: evloop.Semaphore.prototype })],
	Barrier: ["Barrier", async () => ({ holder: evloop.Barrier.prototype })],
	Queue: ["Queue, PriorityQueue and LifoQueue", async () => ({ holder: evloop.Queue.prototype })],
	StreamReader: ["StreamReader", async () => ({ holder: evloop.StreamReader.prototype })],
	StreamWriter: ["StreamWriter", async () => ({ holder: evloop.StreamWriter.prototype })],
	Server: ["Server", async () => ({ holder: evloop.Server.prototype })],
	Process: ["Process", async () => ({ holder: evloop.Process.prototype })],
};

function cancelled<H extends { cancel(): void }>(handle: H): H {
	handle.cancel();
	return handle;
}

test("the guide has a row for every name of the module, and what it calls ours is exported", (t) => {
	const rows = rowsUnder("The module");
	t.deepEqual(
		rows.map(({ python }) => python),
		Object.values(names)[0] ?? [],
	);
	for (const { python, ours, remark } of rows) {
		t.true(ours.length > 0 || /^(none|not yet)/.test(remark), `${python}: neither ours nor a reason`);
		for (const name of ours) t.true(name in evloop || name in types, `${python}: ${name} is not exported`);
	}
});

test("the guide has a row for every member of asyncio's classes, and what it calls ours is there", async (t) => {
	t.deepEqual(Object.keys(holders), Object.keys(names).slice(1));
	for (const [python, [title, find]] of Object.entries(holders)) {
		const rows = rowsUnder(title);
		t.deepEqual(
			rows.map((row) => row.python),
			names[python] ?? [],
			title,
		);
		const { holder } = await find();
		for (const row of rows) {
			t.true(row.ours.length > 0 || /^(none|not yet)/.test(row.remark), `${title}.${row.python}: no reason`);
			for (const name of row.ours) t.true(name in holder, `${title}.${row.python}: there is no ${name}`);
		}
	}
});

test("what the guide says is missing is missing", (t) => {
	for (const { python, ours } of rowsUnder("The module")) {
		const name = python.replace(/(?<=[a-z])_([a-z])/g, (_, letter: string) => letter.toUpperCase());
		if (ours.length === 0) t.false(name in evloop, `${python} is there by now`);
	}
});
