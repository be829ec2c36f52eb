/** What stands in the place of an object of options is refused by its name, not by a sentence of the engine's. */
import test from "ava";
import { EventFd, Inotify, PidFd, SignalFd, TimerFd } from "../../src/entries/sockets.js";
import { StreamReader } from "../../src/entries/streams.js";
import {
	DatagramProtocol,
	type EventLoop,
	Protocol,
	runCoroutineThreadsafe,
	SelectorEventLoop,
	SubprocessProtocol,
	sleep,
} from "../../src/index.js";
import type { BaseSelector } from "../../src/selectors/index.js";
import { socketpair } from "../../src/sockets/index.js";
import { newLoop } from "../helpers/new-loop.js";

const noOptions = [null, 5, "x", true, () => {}];

/** Everything of a loop's that takes options, called with what is right but for these. */
function callsOf(
	loop: EventLoop,
	sock: ReturnType<typeof socketpair>[0],
): Record<string, (options: never) => unknown> {
	const protocol = () => new Protocol();
	const bytes = Buffer.from("x");
	const address = ["127.0.0.1", 9] as const;
	return {
		createConnection: (options) => loop.createConnection(protocol, "127.0.0.1", 9, options),
		createServer: (options) => loop.createServer(protocol, "127.0.0.1", 0, options),
		createUnixConnection: (options) => loop.createUnixConnection(protocol, "/nowhere", options),
		createUnixServer: (options) => loop.createUnixServer(protocol, "/nowhere/at-all", options),
		connectAcceptedSocket: (options) => loop.connectAcceptedSocket(protocol, sock, options),
		createDatagramEndpoint: (options) => loop.createDatagramEndpoint(() => new DatagramProtocol(), options),
		subprocessShell: (options) => loop.subprocessShell(() => new SubprocessProtocol(), "true", options),
		getaddrinfo: (options) => loop.getaddrinfo("127.0.0.1", 9, options),
		sockSendfile: (options) => loop.sockSendfile(sock, 0, options),
		sockConnect: (options) => loop.sockConnect(sock, address, options),
		sockAccept: (options) => loop.sockAccept(sock, options),
		sockRecv: (options) => loop.sockRecv(sock, 10, options),
		sockRecvInto: (options) => loop.sockRecvInto(sock, Buffer.alloc(10), options),
		sockRecvfrom: (options) => loop.sockRecvfrom(sock, 10, options),
		sockSend: (options) => loop.sockSend(sock, bytes, options),
		sockSendall: (options) => loop.sockSendall(sock, bytes, options),
		sockSendto: (options) => loop.sockSendto(sock, bytes, address, options),
		sleep: (options) => sleep(1, undefined, options),
	};
}

for (const name of Object.keys(callsOf({} as EventLoop, undefined as never))) {
	test(`wrong options: ${name}`, (t) => {
		const loop = newLoop(t);
		const [sock, peer] = socketpair();
		for (const each of [sock, peer]) each.setblocking(false);
		t.teardown(() => {
			sock.close();
			peer.close();
		});
		for (const wrong of noOptions) {
			const call = callsOf(loop, sock)[name] as (options: unknown) => unknown;
			t.throws(() => call(wrong), {
				instanceOf: TypeError,
				message: /^Cannot .*: options must be an object, got /,
			});
		}
	});
}

test("wrong options: makers", (t) => {
	const makers: Record<string, (options: never) => unknown> = {
		StreamReader: (options) => new StreamReader(options),
		...(process.platform === "linux" && {
			EventFd: (options) => new EventFd(0, options),
			TimerFd: (options) => new TimerFd(options),
			PidFd: (options) => new PidFd(process.pid, options),
			SignalFd: (options) => new SignalFd(["SIGUSR2"], options),
			Inotify: (options) => new Inotify(options),
		}),
	};
	for (const [name, make] of Object.entries(makers)) {
		for (const wrong of noOptions) {
			const error = t.throws(() => make(wrong as never), { instanceOf: TypeError }, name);
			t.regex(error?.message ?? "", /^Cannot make an? \w+: options must be an object, got /);
		}
	}
});

test("wrong use: what is no selector, no loop and no context", (t) => {
	const loop = newLoop(t);
	for (const wrong of [null, 5, "x", () => {}, [], {}]) {
		t.throws(() => new SelectorEventLoop(wrong as unknown as BaseSelector), {
			instanceOf: TypeError,
			message: /^Cannot make a SelectorEventLoop: selector must be a BaseSelector, got /,
		});
		t.throws(() => runCoroutineThreadsafe(async () => {}, wrong as unknown as EventLoop), {
			instanceOf: TypeError,
			message: /^Cannot runCoroutineThreadsafe: the loop must be an event loop, got /,
		});
	}
	for (const wrong of [null, undefined, 5, "x"]) {
		t.throws(() => loop.callExceptionHandler(wrong as never), {
			message: /^Cannot callExceptionHandler: the context/,
		});
		t.throws(() => loop.defaultExceptionHandler(wrong as never), {
			message: /^Cannot defaultExceptionHandler/,
		});
	}
});
