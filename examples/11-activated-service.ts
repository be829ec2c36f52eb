/**
 * A service for systemd: its sockets come from the service manager, which is told when it is ready and that it is alive.
 *
 *     systemd-socket-activate --listen=2000 node dist/examples/11-activated-service.js
 *     node dist/examples/11-activated-service.js     plays the manager, starts itself as the service and asks it something
 *
 * With Type=notify, WatchdogSec= and a .socket unit it is restarted when it hangs, and no connection is refused meanwhile.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as evloop from "evloop";

function serve(sockets: readonly evloop.Socket[]): Promise<evloop.Server[]> {
	const upper = async (reader: evloop.StreamReader, writer: evloop.StreamWriter) => {
		for await (const line of reader) writer.write(String(line).toUpperCase());
		writer.close();
	};
	return Promise.all(sockets.map((sock) => evloop.startServer(upper, undefined, undefined, { sock })));
}

async function service(sockets: readonly evloop.Socket[]): Promise<void> {
	const servers = await serve(sockets);
	const interval = evloop.watchdogInterval();
	const beat = interval && setInterval(() => evloop.sdNotify("WATCHDOG=1"), interval / 2);
	evloop.sdNotify(`READY=1\nSTATUS=Serving on ${sockets.length} socket`);
	process.once("SIGTERM", () => {
		evloop.sdNotify("STOPPING=1");
		clearInterval(beat);
		for (const server of servers) server.close();
	});
}

async function manager(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "manager-"));
	using listener = evloop.createServer(["127.0.0.1", 0]);
	using notified = new evloop.Socket(evloop.AF_UNIX, evloop.SOCK_DGRAM | evloop.SOCK_NONBLOCK);
	notified.bind(join(folder, "notify"));
	const told = async () => String(await evloop.getEventLoop().sockRecv(notified, 1000)).split("\n");
	// The shell becomes the service, so that its process is the one that LISTEN_PID names.
	const start = `export LISTEN_PID=$$; exec "$0" "$1"`;
	const child = spawn("sh", ["-c", start, process.execPath, fileURLToPath(import.meta.url)], {
		stdio: ["ignore", "inherit", "inherit", listener.fileno()],
		env: { ...process.env, LISTEN_FDS: "1", NOTIFY_SOCKET: join(folder, "notify"), WATCHDOG_USEC: "100000" },
	});
	for (let i = 0; i < 2; i += 1) console.log((await told()).join(", "));
	const [reader, writer] = await evloop.openConnection(...listener.getsockname<evloop.InetAddress>());
	writer.write("hello\n");
	process.stdout.write(await reader.readline());
	writer.close();
	child.kill();
	await once(child, "exit");
	rmSync(folder, { recursive: true });
}

const passed = evloop.listenFds().flatMap(({ file }) => (file instanceof evloop.Socket ? [file] : []));
await (passed.length > 0 ? service(passed) : manager());
