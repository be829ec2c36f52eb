/** What our objects look like in messages and in `console.log`. */
import { inspect } from "node:util";
import test from "ava";
import {
	createSubprocessExec,
	PIPE,
	Protocol,
	sleep,
	TaskGroup,
	timeout,
	timeoutAt,
} from "../../src/index.js";
import { show, shownAs } from "../../src/internal/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { tcpPair } from "../streams/helpers/stream-pairs.js";

test("show: a line, not too long, of whatever it is", (t) => {
	t.is(show(5), "5");
	t.is(show("text"), "'text'");
	t.is(show({ a: { b: { c: 1 } }, list: [1] }), "{ a: [Object], list: [Array] }");
	for (const value of [
		"x".repeat(1000),
		Buffer.alloc(1000),
		new Error("an error"),
		new Array(500).fill("wide"),
	]) {
		t.notRegex(show(value), /\n/);
		t.true(show(value).length <= 121, show(value));
	}
	const hostile = {
		[inspect.custom]() {
			throw new Error("not for you");
		},
	};
	t.is(show(hostile), "object");
});

test("shownAs: objects of subclasses, too; what only looks like one does no harm", (t) => {
	class Shape {
		readonly #corners: number;
		constructor(corners: number) {
			this.#corners = corners;
		}
		get corners(): number {
			return this.#corners;
		}
	}
	shownAs(Shape, ({ corners }) => `<Shape with ${corners} corners>`);
	class Square extends Shape {
		readonly secret = "not shown";
		constructor() {
			super(4);
		}
	}
	t.is(inspect(new Square()), "<Shape with 4 corners>");
	t.is(inspect([new Shape(3)]), "[ <Shape with 3 corners> ]");
	t.is(inspect(Object.create(Shape.prototype)), "<Shape>");
});

test("whatever leads to the loop is shown as a line: nothing that others have received is seen in it", async (t) => {
	const [[reader, writer], [peerReader, peerWriter]] = await tcpPair(t);
	const secret = "s3cr3t of somebody else";
	peerWriter.write(`${secret}\n`);
	await reader.readline();
	const loop = newLoop(t);
	const process = await createSubprocessExec("cat", { stdin: PIPE, stdout: PIPE });
	class Holder extends Protocol {
		readonly transport = writer.transport;
		readonly pending = [sleep(1), loop.createFuture()];
	}
	const group = await TaskGroup.run(async (group) => group);
	const scope = await timeoutAt(undefined, async (scope) => scope);
	const objects = {
		future: loop.createFuture(),
		done: sleep(0),
		task: loop.createTask(async () => {}),
		handle: loop.callSoon(() => {}),
		timer: loop.callLater(1, () => {}),
		reader,
		writer,
		peerReader,
		transport: writer.transport,
		process,
		child: process.stdin?.transport,
		group,
		scope,
		holder: new Holder(),
		engine: loop.scheduler,
	};
	for (const [name, object] of Object.entries(objects)) {
		const text = inspect(object, { depth: 20, showHidden: true });
		t.true(text.length < (name === "holder" ? 500 : 100), `${name}: ${text}`);
		t.false(
			text.includes(
				Buffer.from(secret)
					.toString("hex", 0, 4)
					.replace(/..(?=.)/g, "$& "),
			),
			name,
		);
	}
	t.is(inspect(reader), "<StreamReader 0 bytes>");
	t.regex(inspect(writer), /^<StreamWriter transport=<\w+Transport fd=\d+>>$/);
	t.regex(inspect(process), /^<Process \d+ running>$/);
	const error = t.throws(() => timeout(1000, sleep(5) as never), { instanceOf: TypeError });
	t.regex(error?.message ?? "", /^Cannot run <\w+ pending> in timeout: it is no function$/);
	process.kill();
	await process.wait();
	writer.close();
	peerWriter.close();
});
