import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { OSError, ValueError } from "../../../src/errors.js";
import {
	AF_INET,
	AF_UNIX,
	type InetAddress,
	listenFds,
	SOCK_DGRAM,
	SOCK_SEQPACKET,
	SOCK_STREAM,
	Socket,
} from "../../../src/sockets/index.js";
import { Program } from "../../examples/helpers/program.js";
import { compileProgram } from "../../helpers/compile-program.js";
import { eventually } from "../../helpers/eventually.js";
import { hasCommand } from "../../helpers/has-command.js";
import { skip } from "../../helpers/skip.js";
import { temporaryFolder } from "../helpers/temporary-folder.js";
import { track } from "../helpers/track.js";
import { inEnvironment } from "./helpers/in-environment.js";

const activated = fileURLToPath(new URL("../fixtures/activated.js", import.meta.url));

interface Told {
	readonly told: readonly {
		readonly name: string;
		readonly fd: number;
		readonly closedOnExec: boolean;
		readonly family: number;
		readonly type: number;
		readonly address: unknown;
		readonly blocking: boolean;
	}[];
	readonly same: boolean;
	readonly again: number;
	readonly left: readonly string[];
}

async function toldBy(program: Program): Promise<Told> {
	const [line] = await program.printed(/^\{.*\}$/m);
	return JSON.parse(line) as Told;
}

/** Connects as soon as somebody listens at the path. */
async function connected(t: Parameters<typeof track>[0], path: string, type: number): Promise<Socket> {
	const sock = track(t, new Socket(AF_UNIX, type));
	await eventually("a listener", () => sock.connectEx(path) === 0);
	// In vain for long: better an error than a test that hangs.
	sock.settimeout(20_000);
	return sock;
}

test("listenFds: a C program passes a TCP listener, abstract datagrams, sequenced packets and a FIFO", async (t) => {
	if (process.platform !== "linux") return skip(t, "abstract names", "Linux alone has them");
	const program = compileProgram(t, "activation/activate.c");
	if (program === undefined) return;
	const folder = temporaryFolder(t);
	const [abstract, path, fifo] = [`evloop-${folder}`, join(folder, "seq"), join(folder, "fifo")];
	const service = new Program(t, program, abstract, path, fifo, process.execPath, activated);
	const { told, same, again, left } = await toldBy(service);
	t.deepEqual(
		told.map(({ name, fd, family, type, closedOnExec }) => [name, fd, family, type, closedOnExec]),
		[
			["web", 3, AF_INET, SOCK_STREAM, true],
			["log", 4, AF_UNIX, SOCK_DGRAM, true],
			["packets", 5, AF_UNIX, SOCK_SEQPACKET, true],
			["orders", 6, 0, 0, true],
		],
	);
	t.true(same);
	t.is(again, 0);
	t.deepEqual(left, []);
	const client = track(t, new Socket());
	client.connect(told[0]?.address as InetAddress);
	client.sendall("hello");
	client.settimeout(20_000);
	t.is(client.recv(100).toString(), "web got hello");
	client.close();
	const sender = track(t, new Socket(AF_UNIX, SOCK_DGRAM));
	sender.sendto("one line", Buffer.from(`\0${abstract}`));
	await service.printed(/^datagram one line$/m);
	const { code, stderr } = await service.finish();
	t.is(code, 0, stderr);
});

test("listenFds: systemd-socket-activate passes a Unix listener with its name", async (t) => {
	if (!hasCommand(t, "systemd-socket-activate")) return;
	const path = join(temporaryFolder(t), "s");
	const service = new Program(
		t,
		"systemd-socket-activate",
		`--listen=${path}`,
		"--fdname=greeter",
		process.execPath,
		activated,
	);
	const client = await connected(t, path, SOCK_STREAM);
	client.sendall("you");
	t.is(client.recv(100).toString(), "greeter got you");
	const { told } = await toldBy(service);
	t.like(told[0], { name: "greeter", family: AF_UNIX, type: SOCK_STREAM, address: path, closedOnExec: true });
	t.is(told.length, 1);
	client.close();
	const { code, stderr } = await service.finish();
	t.is(code, 0, stderr);
});

test("listenFds: systemd-socket-activate passes two datagram sockets", async (t) => {
	if (!hasCommand(t, "systemd-socket-activate")) return;
	const folder = temporaryFolder(t);
	const paths = [join(folder, "a"), join(folder, "b")];
	const listens = paths.map((path) => `--listen=${path}`);
	const service = new Program(
		t,
		"systemd-socket-activate",
		"--datagram",
		...listens,
		process.execPath,
		activated,
	);
	const [first, second] = await Promise.all(paths.map((path) => connected(t, path, SOCK_DGRAM)));
	first?.send("to a");
	second?.send("to b");
	await service.printed(/^datagram to a$/m);
	await service.printed(/^datagram to b$/m);
	const { told } = await toldBy(service);
	t.deepEqual(
		told.map(({ family, type }) => [family, type]),
		[
			[AF_UNIX, SOCK_DGRAM],
			[AF_UNIX, SOCK_DGRAM],
		],
	);
	const { code, stderr } = await service.finish();
	t.is(code, 0, stderr);
});

test("listenFds: nothing for a process that was started in another way, or for another one", (t) => {
	t.deepEqual(
		inEnvironment({}, () => listenFds()),
		[],
	);
	t.deepEqual(
		inEnvironment({ LISTEN_FDS: "2" }, () => listenFds()),
		[],
	);
	t.deepEqual(
		inEnvironment({ LISTEN_FDS: "2", LISTEN_PID: "1" }, () => listenFds()),
		[],
	);
	t.deepEqual(
		inEnvironment({ LISTEN_FDS: "0", LISTEN_PID: String(process.pid) }, () => listenFds()),
		[],
	);
});

test("listenFds: variables that contradict each other are refused, and nothing is taken", (t) => {
	const own = { LISTEN_PID: String(process.pid) };
	for (const [variables, message] of [
		[{ ...own, LISTEN_FDS: "many" }, /LISTEN_FDS must be a whole number/],
		[{ ...own, LISTEN_FDS: "-1" }, /LISTEN_FDS must be a whole number/],
		[{ ...own, LISTEN_FDS: "99999999" }, /at most 65536/],
		[{ LISTEN_PID: "1.5", LISTEN_FDS: "1" }, /LISTEN_PID must be a whole number/],
		[{ ...own, LISTEN_FDS: "1", LISTEN_FDNAMES: "a:b" }, /2 names for 1 descriptors/],
	] as const) {
		t.throws(() => inEnvironment(variables, () => listenFds()), { instanceOf: ValueError, message });
	}
	t.throws(() => inEnvironment({ ...own, LISTEN_FDS: "65000" }, () => listenFds()), {
		instanceOf: OSError,
		code: "EBADF",
	});
	t.throws(() => listenFds({ unsetEnvironment: 1 as never }), { instanceOf: TypeError });
});
