/** Pipes that are terminals, or their masters. */
import test from "ava";
import { fcntl, platform, read, write } from "../../../src/ffi/index.js";
import { OSError } from "../../../src/index.js";
import { closeDescriptor, duplicate } from "../../helpers/descriptors.js";
import { newLoop } from "../../helpers/new-loop.js";
import { OpenFile } from "../../helpers/open-file.js";
import { closeLater, makePty } from "../../helpers/pty.js";
import { Recorder } from "./recorder.js";

const { F_GETFL, O_NONBLOCK } = platform.files;

function isBlocking(fd: number): boolean {
	return (fcntl(fd, F_GETFL, "int", 0) & O_NONBLOCK) === 0;
}

function type(fd: number, text: string): void {
	write(fd, Buffer.from(text), text.length);
}

test("connectReadPipe: the master of a terminal that nobody has open any more has ended, without an error", async (t) => {
	const loop = newLoop(t);
	const { master, openTerminal } = makePty();
	const terminal = openTerminal();
	const [, protocol] = await loop.connectReadPipe(() => new Recorder(loop), master);
	type(terminal, "hello");
	t.is(await protocol.received(5), "hello");
	closeDescriptor(terminal);
	await protocol.lost;
	t.deepEqual(protocol.log, ["made", "data", "eof", "lost"]);
	t.is(protocol.reason, undefined);
});

test("connectReadPipe: a terminal is read by lines, and stays blocking for everybody else who has it", async (t) => {
	const loop = newLoop(t);
	const { master, openTerminal } = makePty();
	closeLater(t, master);
	const terminal = openTerminal();
	const other = closeLater(t, duplicate(terminal));
	const file = new OpenFile(terminal);
	const copies = file.copies();
	const [transport, protocol] = await loop.connectReadPipe(() => new Recorder(loop), terminal);
	t.true(isBlocking(other));
	type(master, "hello\n");
	t.is(await protocol.received(6), "hello\n");
	transport.close();
	await protocol.lost;
	await transport[Symbol.asyncDispose]();
	t.is(file.copies(), OpenFile.canCount ? copies - 1 : 0);
});

test("connectWritePipe: a terminal is written to, and stays blocking for everybody else who has it", async (t) => {
	const loop = newLoop(t);
	const { master, openTerminal } = makePty();
	closeLater(t, master);
	const terminal = openTerminal();
	const other = closeLater(t, duplicate(terminal));
	const [transport, protocol] = await loop.connectWritePipe(() => new Recorder(loop), terminal);
	t.true(isBlocking(other));
	transport.write("hello");
	const bytes = Buffer.alloc(5);
	t.is(read(master, bytes, 5), 5);
	t.is(bytes.toString(), "hello");
	transport.close();
	await protocol.lost;
	t.is(protocol.reason, undefined);
});

test("connectReadPipe: a terminal whose master is closed has ended", async (t) => {
	const loop = newLoop(t);
	const { master, openTerminal } = makePty();
	const [, protocol] = await loop.connectReadPipe(() => new Recorder(loop), openTerminal());
	closeDescriptor(master);
	await protocol.lost;
	t.is(protocol.reason instanceof OSError ? protocol.reason.code : undefined, undefined);
});
