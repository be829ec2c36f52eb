import { PassThrough } from "node:stream";
import test from "ava";
import * as evloop from "../../src/index.js";
import { checkOptions } from "../../src/internal/index.js";
import { nonBlockingPair } from "../helpers/non-blocking-pair.js";
import { reasonOf } from "../helpers/reason-of.js";

test("checkOptions: whatever is no object is refused by name", (t) => {
	checkOptions({}, "do");
	checkOptions(Object.create(null), "do");
	for (const [wrong, shown] of [
		[null, "null"],
		[undefined, "undefined"],
		[5, "5"],
		["x", "'x'"],
		[() => {}, "[Function (anonymous)]"],
	] as const) {
		t.throws(() => checkOptions(wrong, "do"), {
			name: "TypeError",
			message: `Cannot do: options must be an object, got ${shown}`,
		});
	}
});

test("functions refuse null in the place of their options", async (t) => {
	const [sock] = nonBlockingPair(t);
	const streams = evloop.fromDuplex(new PassThrough());
	t.teardown(() => streams[1].transport.abort());
	const nothing = null as never;
	const noCallback = () => {};
	const calls: readonly (() => unknown)[] = [
		() => evloop.sdNotify("READY=1", nothing),
		() => evloop.listenFds(nothing),
		() => evloop.getaddrinfo("127.0.0.1", 1, nothing),
		() => evloop.createConnection(["127.0.0.1", 1], undefined, nothing),
		() => evloop.createServer(["127.0.0.1", 0], nothing),
		() => evloop.captureCallGraph(undefined, nothing),
		() => evloop.formatCallGraph(undefined, nothing),
		() => evloop.printCallGraph(undefined, nothing),
		() => evloop.asCompleted([], nothing),
		() => evloop.wait([], nothing),
		() => evloop.openTun(nothing),
		() => evloop.openpty(nothing),
		() => evloop.memfd("x", nothing),
		() => evloop.pipe(nothing),
		() => evloop.rawMode(0, nothing),
		() => evloop.cbreakMode(0, nothing),
		() => evloop.kqueue(nothing),
		() => evloop.run(async () => {}, nothing),
		() => evloop.startServer(noCallback, "127.0.0.1", 0, nothing),
		() => evloop.startUnixServer(noCallback, "/nowhere", nothing),
		() => evloop.openConnection("127.0.0.1", 1, nothing),
		() => evloop.openUnixConnection("/nowhere", nothing),
		() => evloop.fromDuplex(new PassThrough(), nothing),
		() => evloop.toDuplex(...streams, nothing),
		() => evloop.toFdDuplex(sock, nothing),
		() => evloop.createSubprocessShell("true", nothing),
	];
	for (const call of calls) {
		const reason = await reasonOf((async () => call())());
		t.true(reason instanceof TypeError, String(call));
		t.regex(String(reason), /Cannot .*: options must be an object, got null$/, String(call));
	}
});

test("sendFds, recvFds: what is no socket is refused by name", (t) => {
	for (const wrong of [undefined, null, 5, "x", {}]) {
		const message = /^Cannot (send|recv)Fds: sock must be a Socket, got /;
		t.throws(() => evloop.sendFds(wrong as never, ["x"], [0]), { name: "TypeError", message });
		t.throws(() => evloop.recvFds(wrong as never, 1, 1), { name: "TypeError", message });
	}
});
