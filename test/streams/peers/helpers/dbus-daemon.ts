/** A bus of the test's own, and clients of dbus-native on it, over sockets of ours. */
import { writeFileSync } from "node:fs";
import type { ExecutionContext } from "ava";
import dbus, { type MessageBus } from "dbus-native";
import { getEventLoop } from "../../../../src/loop/index.js";
import { AF_UNIX, Socket } from "../../../../src/sockets/index.js";
import { type FdDuplex, toFdDuplex } from "../../../../src/streams/index.js";
import { Program } from "../../../examples/helpers/program.js";
import { temporaryFolder } from "../../../sockets/helpers/temporary-folder.js";

/** Everybody may own every name and send everything to everybody. */
const policy = `<policy context="default">
	<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy>`;

/** Starts a dbus-daemon; returns the path of its socket. */
export async function dbusDaemon(t: ExecutionContext): Promise<string> {
	const folder = temporaryFolder(t);
	const path = `${folder}/bus`;
	const listen = `<listen>unix:path=${path}</listen><auth>EXTERNAL</auth>`;
	writeFileSync(
		`${folder}/bus.conf`,
		`<busconfig><type>session</type><keep_umask/>${listen}${policy}</busconfig>`,
	);
	const file = `--config-file=${folder}/bus.conf`;
	const daemon = new Program(t, "dbus-daemon", file, "--nofork", "--nopidfile", "--print-address");
	await daemon.printed(/^unix:path=/m);
	return path;
}

/** A client on the bus. */
export interface BusClient {
	readonly bus: MessageBus;
	readonly stream: FdDuplex;
	/** Its unique name. */
	readonly name: string;
}

/** Connects a client, and waits until the bus has given it its name. */
export async function busClient(t: ExecutionContext, path: string): Promise<BusClient> {
	const loop = getEventLoop();
	const sock = new Socket(AF_UNIX);
	sock.setblocking(false);
	await loop.sockConnect(sock, path);
	const stream = toFdDuplex(sock);
	t.teardown(() => stream.destroy());
	const bus = dbus.createClient({ stream });
	await bus.getId();
	return { bus, stream, name: bus.name ?? "" };
}
