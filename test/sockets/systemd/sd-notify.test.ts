import { spawnSync } from "node:child_process";
import { readSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { OSError, TimeoutError, ValueError } from "../../../src/errors.js";
import {
	AF_UNIX,
	AF_VSOCK,
	SOCK_DGRAM,
	SOCK_STREAM,
	Socket,
	sdNotify,
	watchdogInterval,
} from "../../../src/sockets/index.js";
import { fileOf } from "../../helpers/file-of.js";
import { skip } from "../../helpers/skip.js";
import { python } from "../helpers/python.js";
import { temporaryFolder } from "../helpers/temporary-folder.js";
import { track } from "../helpers/track.js";
import { inEnvironment } from "./helpers/in-environment.js";

/** A manager's end. */
function manager(t: ExecutionContext, address: string | Buffer): Socket {
	const sock = track(t, new Socket(AF_UNIX, SOCK_DGRAM));
	sock.bind(address);
	sock.settimeout(20_000);
	return sock;
}

test("sdNotify: a Python service manager gets the state and the descriptors", async (t) => {
	const path = join(temporaryFolder(t), "notify");
	const script = `
import os, socket, sys
sock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
sock.bind(sys.argv[1])
print("bound")
print(repr(sock.recv(1000)))
data, fds, flags, address = socket.recv_fds(sock, 1000, 10)
print(repr(data), os.read(fds[0], 100), len(fds))
`;
	const peer = python(t, script, path);
	if (peer === undefined) return;
	await peer.line();
	const fd = fileOf(t, "kept");
	inEnvironment({ NOTIFY_SOCKET: path }, () => {
		t.true(sdNotify("READY=1\nSTATUS=All is well: ✓"));
		t.true(sdNotify("FDSTORE=1\nFDNAME=page", { fds: [fd] }));
	});
	const { code, stdout, stderr } = await peer.end();
	t.is(code, 0, stderr);
	t.deepEqual(stdout.trim().split("\n"), [
		"bound",
		String.raw`b'READY=1\nSTATUS=All is well: \xe2\x9c\x93'`,
		String.raw`b'FDSTORE=1\nFDNAME=page' b'kept' 1`,
	]);
	t.is(readSync(fd, Buffer.alloc(10), 0, 10, 0), 4);
});

test("sdNotify: abstract names", (t) => {
	if (process.platform !== "linux") return skip(t, "abstract names", "Linux alone has them");
	const name = `evloop-notify-${process.pid}-${process.hrtime.bigint()}`;
	const sock = manager(t, Buffer.from(`\0${name}`));
	t.true(inEnvironment({ NOTIFY_SOCKET: `@${name}` }, () => sdNotify("WATCHDOG=1")));
	t.is(sock.recv(100).toString(), "WATCHDOG=1");
});

test("sdNotify: vsock, where the kernel has it", (t) => {
	let listener: Socket;
	try {
		listener = track(t, new Socket(AF_VSOCK, SOCK_STREAM));
		listener.bind({ cid: 1, port: 0xffffffff });
		listener.listen();
	} catch (error) {
		return skip(t, "vsock", (error as Error).message);
	}
	listener.settimeout(20_000);
	const { port } = listener.getsockname<{ cid: number; port: number }>();
	t.true(inEnvironment({ NOTIFY_SOCKET: `vsock-stream:1:${port}` }, () => sdNotify("READY=1")));
	const [connection] = listener.accept();
	track(t, connection).settimeout(20_000);
	t.is(connection.recv(100).toString(), "READY=1");
});

test("sdNotify: nobody wants to know, and nobody listens", (t) => {
	t.false(inEnvironment({}, () => sdNotify("READY=1")));
	t.false(inEnvironment({ NOTIFY_SOCKET: "" }, () => sdNotify("READY=1")));
	const gone = join(temporaryFolder(t), "gone");
	t.throws(() => inEnvironment({ NOTIFY_SOCKET: gone }, () => sdNotify("READY=1")), {
		instanceOf: OSError,
		code: "ENOENT",
	});
});

test("sdNotify: unsetEnvironment ends it, for this process and its children", (t) => {
	const path = join(temporaryFolder(t), "notify");
	const sock = manager(t, path);
	inEnvironment({ NOTIFY_SOCKET: path }, () => {
		t.true(sdNotify("READY=1"));
		t.is(process.env.NOTIFY_SOCKET, path);
		t.true(sdNotify("STATUS=last", { unsetEnvironment: true }));
		t.is(process.env.NOTIFY_SOCKET, undefined);
		t.false(sdNotify("STATUS=never"));
	});
	t.is(sock.recv(100).toString(), "READY=1");
	t.is(sock.recv(100).toString(), "STATUS=last");
	sock.setblocking(false);
	t.throws(() => sock.recv(100), { instanceOf: OSError, code: "EAGAIN" });
});

test("sdNotify: a manager that does not read is waited for as long as it was said", (t) => {
	const path = join(temporaryFolder(t), "notify");
	manager(t, path);
	inEnvironment({ NOTIFY_SOCKET: path }, () => {
		t.throws(
			() => {
				for (;;) sdNotify("STATUS=more", { timeout: 5 });
			},
			{ instanceOf: TimeoutError },
		);
	});
});

test("sdNotify refuses what is no state, no address, no descriptor", (t) => {
	const wrong = (
		state: unknown,
		kind: new (...args: never[]) => Error,
		options?: object,
		where = "/nowhere",
	) =>
		t.throws(() => inEnvironment({ NOTIFY_SOCKET: where }, () => sdNotify(state as string, options)), {
			instanceOf: kind,
		});
	wrong(1, TypeError);
	wrong("", ValueError);
	wrong("READY", ValueError);
	wrong("READY=1\nand more", ValueError);
	wrong("STATUS=\0", ValueError);
	wrong("READY=1", TypeError, { timeout: "1" });
	wrong("READY=1", ValueError, { timeout: -1 });
	wrong("READY=1", TypeError, { fds: 1 });
	wrong("READY=1", RangeError, { fds: [-1] });
	wrong("READY=1", ValueError, {}, "relative/path");
	wrong("READY=1", ValueError, {}, "@");
	wrong("READY=1", ValueError, {}, "vsock:x:y");
	wrong("FDSTORE=1", ValueError, { fds: [0] }, "vsock:2:1");
});

test("watchdogInterval: microseconds of the environment in milliseconds", (t) => {
	const ask = (variables: Parameters<typeof inEnvironment>[0]) => inEnvironment(variables, watchdogInterval);
	t.is(ask({}), undefined);
	t.is(ask({ WATCHDOG_USEC: "30000000" }), 30_000);
	t.is(ask({ WATCHDOG_USEC: "1500" }), 1.5);
	t.is(ask({ WATCHDOG_USEC: "1500", WATCHDOG_PID: String(process.pid) }), 1.5);
	t.is(ask({ WATCHDOG_USEC: "1500", WATCHDOG_PID: "1" }), undefined);
	t.throws(() => ask({ WATCHDOG_USEC: "soon" }), { instanceOf: ValueError });
	t.throws(() => ask({ WATCHDOG_USEC: "0" }), { instanceOf: ValueError });
	t.throws(() => ask({ WATCHDOG_USEC: "1", WATCHDOG_PID: "me" }), { instanceOf: ValueError });
});

test("sdNotify and systemd-notify say the same", (t) => {
	const { error } = spawnSync("systemd-notify", ["--version"]);
	if (error !== undefined) return skip(t, "systemd-notify", "not installed");
	const path = join(temporaryFolder(t), "notify");
	const sock = manager(t, path);
	spawnSync("systemd-notify", ["--no-block", "--status=a word", "READY=1"], {
		env: { ...process.env, NOTIFY_SOCKET: path },
	});
	const theirs = sock.recv(1000).toString();
	t.regex(theirs, /READY=1/);
	t.true(inEnvironment({ NOTIFY_SOCKET: path }, () => sdNotify(theirs)));
	t.is(sock.recv(1000).toString(), theirs);
});
