import { spawn } from "node:child_process";
import { once } from "node:events";
import test from "ava";
import { OSError, ValueError } from "../../../src/errors.js";
import type { FileObject } from "../../../src/selectors/index.js";
import { FD_SETSIZE, PIPE_BUF, select } from "../../../src/selectors/select/index.js";
import { lonelyNumber, makePipe, makeSocketPair, numberBelow } from "../../helpers/descriptors.js";

test("select returns the very objects that are ready, in their order", (t) => {
	const [a, b] = makeSocketPair(t);
	const [c, d] = makeSocketPair(t);
	b.write("x");
	d.write("x");
	const lists = select([a, c, c.fileno(), b], [b, a], [], 0);
	t.is(lists[0][0], a);
	t.deepEqual(lists, [[a, c, c.fileno()], [b, a], []]);
});

test("select returns three different arrays when the time is up", (t) => {
	const start = performance.now();
	const [r, w, x] = select([], [], [], 15.5);
	t.true(performance.now() - start >= 15.5);
	t.deepEqual([r, w, x], [[], [], []]);
	t.true(r !== (w as unknown) && w !== (x as unknown) && r !== (x as unknown));
});

test("select waits for a child's output as long as it takes", async (t) => {
	const [reader, writer] = makePipe(t);
	const child = spawn("sh", ["-c", "sleep 0.03; echo x"], { stdio: ["ignore", writer.fileno(), "ignore"] });
	const exited = once(child, "exit");
	for (const timeout of [1e300, undefined])
		t.deepEqual(select([reader], [], [], timeout), [[reader], [], []]);
	t.is(reader.read(), "x\n");
	await exited;
});

test("select takes any iterable, once", (t) => {
	const [a, b] = makeSocketPair(t);
	let asked = 0;
	const counting = {
		fileno() {
			asked++;
			return a.fileno();
		},
	};
	t.deepEqual(select(new Set([counting]), [b, counting].values(), new Map().keys(), 0)[1], [b, counting]);
	t.is(asked, 2);
});

test("select lives with a fileno() that changes the list it stands in", (t) => {
	const [a] = makeSocketPair(t);
	const list: FileObject[] = [];
	for (let i = 0; i < 10; i++) {
		list.push({
			fileno() {
				list.pop();
				return a.fileno();
			},
		});
	}
	t.is(select([], list, [], 0)[1].length, 10);
	t.is(list.length, 0);
});

test("select refuses descriptors at or past FD_SETSIZE, naming number and limit", (t) => {
	for (const fd of [FD_SETSIZE, 5000, 2 ** 31 - 1]) {
		for (const call of [
			() => select([fd], [], [], 0),
			() => select([], [fd], [], 0),
			() => select([], [], [fd], 0),
		]) {
			t.throws(call, {
				instanceOf: ValueError,
				message: `Cannot select on fd ${fd}: select() takes descriptors below FD_SETSIZE, ${FD_SETSIZE}`,
			});
		}
	}
	const [a] = makePipe(t);
	a.moveTo(numberBelow(FD_SETSIZE));
	t.deepEqual(select([a], [], [], 0), [[], [], []]);
});

test("select reports a closed descriptor as EBADF", (t) => {
	const [a] = makePipe(t);
	const fd = a.moveTo(lonelyNumber).fileno();
	a.close();
	t.is(t.throws(() => select([fd], [], [], 0), { instanceOf: OSError })?.code, "EBADF");
	t.throws(() => select([a], [], [], 0), { instanceOf: ValueError, message: "Invalid file descriptor: -1" });
});

test("select refuses wrong arguments as Python does", (t) => {
	const wrong: unknown[] = [
		1,
		null,
		undefined,
		{},
		"ab",
		[{}],
		[{ fileno: () => "3" }],
		[1.5],
		[null],
		[Number.NaN],
	];
	for (const list of wrong) {
		t.throws(() => select(list as number[], [], [], 0), { instanceOf: TypeError });
		t.throws(() => select([], [], list as number[], 0), { instanceOf: TypeError });
	}
	t.throws(() => select([-1], [], [], 0), { instanceOf: ValueError });
	t.throws(() => select([2 ** 40], [], [], 0), { instanceOf: ValueError });
	t.throws(() => select([], [], [], "1" as unknown as number), { instanceOf: TypeError });
	t.throws(() => select([], [], [], Number.NaN), { instanceOf: ValueError });
	t.throws(() => select([], [], [], -1), {
		instanceOf: ValueError,
		message: "Invalid timeout: -1 is negative",
	});
	const cause = new Error("from fileno");
	const broken = {
		fileno(): number {
			throw cause;
		},
	};
	t.is(
		t.throws(() => select([broken], [], [], 0)),
		cause,
	);
});

test("PIPE_BUF bytes can be written to a pipe that is ready", (t) => {
	const [reader, writer] = makePipe(t);
	t.true(PIPE_BUF >= 512);
	let written = 0;
	for (; select([], [writer], [], 0)[1].length > 0; written += PIPE_BUF) writer.write("x".repeat(PIPE_BUF));
	t.true(written > 0);
	for (; written > 0; ) written -= reader.read().length;
	t.is(written, 0);
});
