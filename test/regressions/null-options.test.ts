/** What stands in the place of an object of options, outside of a loop's methods. */
import test from "ava";
import { IoUring } from "../../src/files/index.js";
import { Protocol, ThreadPoolExecutor } from "../../src/loop/index.js";
import { AF_INET, SOCK_DGRAM, Socket } from "../../src/sockets/index.js";
import { StreamReader } from "../../src/streams/index.js";
import { PriorityQueue } from "../../src/sync/index.js";
import { VirtualEventLoop } from "../../src/testing/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";

test("options that are null are refused by their name", async (t) => {
	const loop = newLoop(t);
	const [sock] = nonBlockingPair(t);
	const [transport] = await loop.connectAcceptedSocket(() => new Protocol(), sock);
	t.teardown(() => transport.abort());
	using udp = new Socket(AF_INET, SOCK_DGRAM);
	const nothing = null as never;
	const calls: Record<string, () => unknown> = {
		joinGroup: () => udp.options.joinGroup("224.0.0.251", nothing),
		leaveGroup: () => udp.options.leaveGroup("224.0.0.251", nothing),
		setWriteBufferLimits: () => transport.setWriteBufferLimits(nothing),
		startTls: () => loop.startTls(transport, new Protocol(), {}, nothing),
		"make a priority queue": () => new PriorityQueue(0, nothing),
		"make a virtual loop": () => new VirtualEventLoop(nothing),
		"make a pool of threads": () => new ThreadPoolExecutor(nothing),
		"make a ring": () => new IoUring(8, nothing),
		"read chunks": () => new StreamReader({ loop }).chunks(nothing),
	};
	for (const [action, call] of Object.entries(calls)) {
		t.throws(call, {
			instanceOf: TypeError,
			message: `Cannot ${action}: options must be an object, got null`,
		});
	}
});
