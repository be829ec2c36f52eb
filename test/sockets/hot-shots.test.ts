/** hot-shots over a Unix datagram socket of ours, to a receiver that is slow, and that starts again. */
import test, { type ExecutionContext } from "ava";
import { StatsD } from "hot-shots";
import { datagramWriter } from "../../examples/11-statsd/datagram-writer.js";
import { getEventLoop } from "../../src/loop/index.js";
import { AF_UNIX, SO_SNDBUF, SOCK_DGRAM, SOL_SOCKET, Socket } from "../../src/sockets/index.js";
import { DatagramProtocol } from "../../src/transports/index.js";
import { eventually } from "../helpers/eventually.js";
import type { Child } from "./helpers/child.js";
import { python } from "./helpers/python.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";

/**
 * Receives datagrams, more slowly than anybody sends them, until one begins with `end`; tells how many came, whether each
 * was the one after the one before, and ends.
 */
const slowReceiver = `
import os, socket, sys, time
path = sys.argv[1]
if os.path.exists(path): os.unlink(path)
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
s.bind(path)
print("bound", flush=True)
count, ordered, pause = 0, True, float(sys.argv[2])
while True:
    data = s.recv(65536)
    if data.startswith(b"end"): break
    number = int(data.split(b":")[1].split(b"|")[0])
    ordered = ordered and number == count
    count += 1
    if count % 10 == 0: time.sleep(pause)
print(count, ordered, flush=True)
`;

/** A slow receiver that is there; undefined, said aloud, where there is no Python. */
async function receiver(t: ExecutionContext, path: string, pause = "0.001"): Promise<Child | undefined> {
	const child = python(t, slowReceiver, path, pause);
	await child?.line();
	return child;
}

/** Sends numbered metrics, and one that is the end. Tells how many went wrong. */
async function sendMetrics(client: StatsD, count: number): Promise<number> {
	let failed = 0;
	const counted = (error: unknown) => {
		if (error) failed += 1;
	};
	for (let i = 0; i < count; i += 1) client.gauge("m", i, counted);
	await new Promise((resolve) => client.gauge("end", 0, resolve));
	return failed;
}

test("hot-shots: of 6000 metrics in one go to a slow receiver not one is lost", async (t) => {
	const path = `${temporaryFolder(t)}/agent`;
	const child = await receiver(t, path);
	if (child === undefined) return;
	const stream = datagramWriter(path, (error) => t.fail(error.message));
	t.teardown(() => stream.destroy());
	const errors: Error[] = [];
	const errorHandler = (error: Error) => errors.push(error);
	const client = new StatsD({ protocol: "stream", stream, maxBufferSize: 0, errorHandler });
	t.is(await sendMetrics(client, 6000), 0);
	t.is((await child.end()).stdout, "bound\n6000 True\n");
	t.deepEqual(errors, []);
});

test("hot-shots: metrics that are sent while the receiver starts again go to the new one", async (t) => {
	const path = `${temporaryFolder(t)}/agent`;
	const first = await receiver(t, path);
	if (first === undefined) return;
	const codes = new Set<string | undefined>();
	const stream = datagramWriter(path, ({ code }) => codes.add(code));
	t.teardown(() => stream.destroy());
	const client = new StatsD({ protocol: "stream", stream, maxBufferSize: 0 });
	t.is(await sendMetrics(client, 500), 0);
	t.is((await first.end()).stdout, "bound\n500 True\n");
	// Nobody is there: it waits, and says why by the code's name.
	const sending = sendMetrics(client, 3000);
	await eventually("the error", () => codes.size > 0);
	t.deepEqual([...codes], ["ECONNREFUSED"]);
	const second = await receiver(t, path);
	t.is(await sending, 0);
	t.is((await second?.end())?.stdout, "bound\n3000 True\n");
});

test("createDatagramEndpoint: 6000 datagrams to a slow receiver, from a small send buffer; a dead one is ECONNREFUSED", async (t) => {
	const path = `${temporaryFolder(t)}/agent`;
	const child = await receiver(t, path);
	if (child === undefined) return;
	const errors: (string | undefined)[] = [];
	class Metrics extends DatagramProtocol {
		override errorReceived(error: NodeJS.ErrnoException) {
			errors.push(error.code);
		}
	}
	const loop = getEventLoop();
	const sock = new Socket(AF_UNIX, SOCK_DGRAM);
	sock.setsockopt(SOL_SOCKET, SO_SNDBUF, 4608);
	sock.connect(path);
	const [transport] = await loop.createDatagramEndpoint(() => new Metrics(), { sock });
	for (let i = 0; i < 6000; i += 1) transport.sendto(`m:${i}|g`);
	t.true(transport.getWriteBufferSize() > 0);
	transport.sendto("end");
	t.is((await child.end()).stdout, "bound\n6000 True\n");
	t.deepEqual(errors, []);
	transport.sendto("to nobody");
	await eventually("the error", () => errors.length > 0);
	t.deepEqual(errors, ["ECONNREFUSED"]);
	transport.close();
	// A new endpoint reaches the new receiver.
	const again = await receiver(t, path, "0");
	const [other] = await loop.createDatagramEndpoint(() => new Metrics(), { remoteAddr: path });
	other.sendto("m:0|g");
	other.sendto("end");
	t.is((await again?.end())?.stdout, "bound\n1 True\n");
	await other[Symbol.asyncDispose]();
});
