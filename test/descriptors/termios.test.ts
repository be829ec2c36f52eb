import { closeSync, openSync, readSync } from "node:fs";
import test, { type ExecutionContext } from "ava";
import { platform } from "../../src/ffi/index.js";
import { darwin } from "../../src/ffi/platforms/darwin/index.js";
import { freebsd } from "../../src/ffi/platforms/freebsd/index.js";
import { linux } from "../../src/ffi/platforms/linux/index.js";
import { openbsd } from "../../src/ffi/platforms/openbsd/index.js";
import * as evloop from "../../src/index.js";
import {
	cbreakMode,
	cfmakecbreak,
	cfmakeraw,
	createSubprocessExec,
	ECHO,
	ICANON,
	ISIG,
	IXON,
	ONLCR,
	OSError,
	openpty,
	PIPE,
	type PseudoTerminal,
	rawMode,
	TCSADRAIN,
	TCSAFLUSH,
	TCSANOW,
	type TerminalAttributes,
	tcgetattr,
	tcsetattr,
	ValueError,
	VINTR,
	VMIN,
	VTIME,
} from "../../src/index.js";
import { hasCommand } from "../helpers/has-command.js";
import { printed } from "../helpers/run-program.js";
import { track } from "../sockets/helpers/track.js";

function makePty(t: ExecutionContext): PseudoTerminal {
	const pty = openpty();
	track(t, pty.slave);
	track(t, pty.master);
	return pty;
}

/** What a command that has the terminal as its standard input prints. */
async function ask({ slave }: PseudoTerminal, program: string, ...args: string[]): Promise<string> {
	const child = await createSubprocessExec(program, ...args, { stdin: slave, stdout: PIPE });
	const [output] = await child.communicate();
	return String(output);
}

const pythonAttributes = `
import json, sys, termios
def plain(mode):
    return mode[:6] + [[c if isinstance(c, int) else c[0] for c in mode[6]]]
`;

function asPython({ iflag, oflag, cflag, lflag, cc }: TerminalAttributes): unknown[] {
	return [iflag, oflag, cflag, lflag, [...cc]];
}

/** What Python says of the terminal, its codes of speeds aside. */
async function pythonSays(pty: PseudoTerminal, expression: string): Promise<unknown[]> {
	const script = `${pythonAttributes}\nprint(json.dumps(${expression}))`;
	return (JSON.parse(await ask(pty, "python3", "-c", script)) as unknown[]).toSpliced(4, 2);
}

test("tcgetattr: as Python reads it", async (t) => {
	if (!hasCommand(t, "python3")) return;
	const pty = makePty(t);
	t.deepEqual(await pythonSays(pty, "plain(termios.tcgetattr(0))"), asPython(tcgetattr(pty.slave)));
	t.deepEqual(asPython(tcgetattr(pty.master)), asPython(tcgetattr(pty.slave)));
	const { cc, lflag } = tcgetattr(pty.slave);
	t.is(cc[VINTR], 3);
	t.is(lflag & (ECHO | ICANON | ISIG), ECHO | ICANON | ISIG);
});

test("tcsetattr: as Python reads it", async (t) => {
	if (!hasCommand(t, "python3")) return;
	const pty = makePty(t);
	const before = tcgetattr(pty.slave);
	const cc = Buffer.from(before.cc);
	cc[VINTR] = 0x1d;
	const after = {
		...before,
		lflag: before.lflag & ~ECHO,
		iflag: before.iflag & ~IXON,
		oflag: before.oflag ^ ONLCR,
		cc,
	};
	for (const when of [TCSANOW, TCSADRAIN, TCSAFLUSH]) {
		tcsetattr(pty.slave, TCSANOW, before);
		t.deepEqual(asPython(tcgetattr(pty.slave)), asPython(before));
		tcsetattr(pty.slave, when, after);
		t.deepEqual(await pythonSays(pty, "plain(termios.tcgetattr(0))"), asPython(after));
	}
});

test("cfmakeraw, cfmakecbreak: as Python makes them", async (t) => {
	if (!hasCommand(t, "python3")) return;
	const pty = makePty(t);
	const before = tcgetattr(pty.slave);
	const version = (await ask(pty, "python3", "-c", "import sys; print(sys.version_info >= (3, 12))")).trim();
	if (version === "True") {
		const made = (name: string) =>
			`(lambda m: (__import__('tty').${name}(m), plain(m))[1])(termios.tcgetattr(0))`;
		t.deepEqual(await pythonSays(pty, made("cfmakeraw")), asPython(cfmakeraw(before)));
		t.deepEqual(await pythonSays(pty, made("cfmakecbreak")), asPython(cfmakecbreak(before)));
	} else {
		// These have tty.setraw alone, which changes no more than the flags that are named here.
		const set = "(__import__('tty').setraw(0), plain(termios.tcgetattr(0)))[1]";
		const python = (await pythonSays(pty, set)) as number[];
		const ours = cfmakeraw(before);
		t.is((python[3] ?? 0) & (ICANON | ISIG | ECHO), ours.lflag & (ICANON | ISIG | ECHO));
		t.is((python[0] ?? 0) & IXON, ours.iflag & IXON);
	}
	t.deepEqual(asPython(tcgetattr(makePty(t).slave)), asPython(before), "what they were given is as it was");
});

test("termios: the constants are Python's", async (t) => {
	if (!hasCommand(t, "python3")) return;
	const names = Object.keys(platform.terminals.constants);
	const script = `${pythonAttributes}\nprint(json.dumps({n: getattr(termios, n) for n in sys.argv[1:] if hasattr(termios, n)}))`;
	const python = JSON.parse(await ask(makePty(t), "python3", "-c", script, ...names)) as Record<
		string,
		number
	>;
	const exported = evloop as unknown as Record<string, number>;
	t.true(Object.keys(python).length > 50);
	for (const [name, value] of Object.entries(python)) t.is(exported[name], value, name);
	for (const name of names) t.is(typeof exported[name], "number", name);
});

test("termios: every system's table has every name", (t) => {
	const names = Object.keys(linux.terminals.constants).sort();
	for (const { name, terminals } of [darwin, freebsd, openbsd]) {
		t.deepEqual(Object.keys(terminals.constants).sort(), names, name);
		const { termios } = terminals;
		t.true(
			termios.characters >= 4 * termios.wordBytes && termios.outputSpeed + termios.wordBytes <= termios.size,
		);
	}
});

test("termios: speeds are bits a second", async (t) => {
	if (!hasCommand(t, "stty")) return;
	const pty = makePty(t);
	const before = tcgetattr(pty.slave);
	t.is((await ask(pty, "stty", "speed")).trim(), String(before.ospeed));
	for (const speed of [9600, 115_200, 50, 4_000_000]) {
		tcsetattr(pty.slave, TCSANOW, { ...before, ispeed: speed, ospeed: speed });
		const { ispeed, ospeed } = tcgetattr(pty.slave);
		t.deepEqual([ispeed, ospeed], [speed, speed]);
		t.is((await ask(pty, "stty", "speed")).trim(), String(speed));
	}
	if (platform.terminals.speedCodes.size === 0) return;
	const now = tcgetattr(pty.slave);
	t.throws(() => tcsetattr(pty.slave, TCSANOW, { ...before, ospeed: 2 ** 31 - 1 }), {
		instanceOf: ValueError,
	});
	// B50, B9600, B38400, BOTHER, B115200, B4000000: what C has them as.
	for (const code of [1, 13, 15, 4096, 4098, 4111]) {
		for (const name of ["ispeed", "ospeed"]) {
			t.throws(() => tcsetattr(pty.slave, TCSANOW, { ...now, [name]: code }), {
				instanceOf: ValueError,
				message: /is no speed that this system has/,
			});
		}
	}
	t.deepEqual(tcgetattr(pty.slave), now);
	tcsetattr(pty.slave, TCSANOW, { ...now, ispeed: 0, ospeed: 0 });
	t.is(tcgetattr(pty.slave).ospeed, 0);
});

test("rawMode: what is typed comes as it is, and the settings come back", (t) => {
	const { master, slave } = makePty(t);
	const before = tcgetattr(slave);
	const bytes = Buffer.alloc(10);
	{
		using mode = rawMode(slave);
		t.deepEqual(asPython(mode.before), asPython(before));
		const { cc, lflag } = tcgetattr(slave);
		t.deepEqual([lflag & (ECHO | ICANON | ISIG), cc[VMIN], cc[VTIME]], [0, 1, 0]);
		master.write("\x03\r");
		for (let got = 0; got < 2; ) got += readSync(slave.fileno(), bytes, got, 2 - got, null);
		t.is(bytes.toString("latin1", 0, 2), "\x03\r");
		t.throws(() => master.read(), undefined, "nothing is echoed");
	}
	t.deepEqual(asPython(tcgetattr(slave)), asPython(before));
});

test("rawMode, cbreakMode: modes within each other, restored twice, and a terminal that was closed", (t) => {
	const { slave } = makePty(t);
	const before = tcgetattr(slave);
	const outer = cbreakMode(slave, { when: TCSANOW });
	t.not(tcgetattr(slave).lflag & ISIG, 0);
	const inner = rawMode(slave, { when: TCSAFLUSH });
	t.is(tcgetattr(slave).lflag & ISIG, 0);
	inner.restore();
	inner.restore();
	t.not(tcgetattr(slave).lflag & ISIG, 0);
	t.is(tcgetattr(slave).lflag & ICANON, 0);
	outer.restore(TCSANOW);
	t.deepEqual(asPython(tcgetattr(slave)), asPython(before));
	const last = rawMode(slave);
	slave.close();
	t.notThrows(() => last.restore());
});

test("rawMode: the terminal is put back when the process ends", async (t) => {
	const { slave } = makePty(t);
	const before = tcgetattr(slave);
	const program = `
		import { openSync } from "node:fs";
		const terminal = openSync(${JSON.stringify(slave.path)}, "r+");
		evloop.rawMode(terminal);
		evloop.cbreakMode(terminal);
		console.log((evloop.tcgetattr(terminal).lflag & evloop.ICANON) !== 0);
		process.exit(0);`;
	t.is(await printed(t, program), "false");
	t.deepEqual(asPython(tcgetattr(slave)), asPython(before));
});

test("tcgetattr, tcsetattr: wrong arguments are refused, and what is no terminal", (t) => {
	const { slave } = makePty(t);
	const attributes = tcgetattr(slave);
	const file = openSync("/dev/null", "r");
	t.teardown(() => closeSync(file));
	for (const use of [
		() => tcgetattr(file),
		() => tcsetattr(file, TCSANOW, attributes),
		() => rawMode({ fd: file }),
	]) {
		t.throws(use, { instanceOf: OSError, code: "ENOTTY" });
	}
	const wrong =
		(changes: object, when: unknown = TCSANOW) =>
		() =>
			tcsetattr(slave, when as number, { ...attributes, ...changes });
	t.throws(wrong({}, 77), {
		instanceOf: ValueError,
		message: /must be TCSANOW, TCSADRAIN or TCSAFLUSH, got 77/,
	});
	t.throws(wrong({}, "now"), { instanceOf: TypeError });
	t.throws(wrong({ iflag: "x" }), { instanceOf: TypeError, message: /iflag must be a whole number/ });
	t.throws(wrong({ lflag: 2 ** 33 }), { instanceOf: RangeError });
	t.throws(wrong({ ospeed: -1 }), { instanceOf: RangeError });
	t.throws(wrong({ cc: Buffer.alloc(3) }), {
		instanceOf: ValueError,
		message: /cc must have \d+ characters, got 3/,
	});
	t.throws(wrong({ cc: [3] }), { instanceOf: TypeError });
	t.throws(() => tcsetattr(slave, TCSANOW, null as never), { instanceOf: TypeError });
	t.throws(() => tcgetattr(-1), { instanceOf: RangeError });
	t.throws(() => tcgetattr("tty" as never), { instanceOf: TypeError });
	t.deepEqual(asPython(tcgetattr(slave)), asPython(attributes));
});

test("cfmakeraw and cfmakecbreak: what is no settings is refused in their names", (t) => {
	const { master, slave } = openpty();
	t.teardown(() => {
		slave.close();
		master.close();
	});
	const attributes = tcgetattr(slave);
	for (const [name, make] of Object.entries({ cfmakeraw, cfmakecbreak })) {
		const wrong = [
			null,
			undefined,
			5,
			{},
			{ ...attributes, cc: { length: 2 ** 32 } },
			{ ...attributes, lflag: "x" },
		];
		for (const each of wrong) {
			t.throws(() => make(each as never), { message: new RegExp(`^Cannot ${name}: `) });
		}
	}
});
