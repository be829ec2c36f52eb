/** What is given as a loop, and is none. */
import test from "ava";
import { EventFd, Inotify, TimerFd } from "../../src/entries/sockets.js";
import {
	createSubprocessExec,
	createSubprocessShell,
	openConnection,
	openUnixConnection,
	startServer,
	startUnixServer,
} from "../../src/entries/streams.js";

const calls: Record<string, (loop: never) => unknown> = {
	openConnection: (loop) => openConnection("127.0.0.1", 9, { loop }),
	openUnixConnection: (loop) => openUnixConnection("/nowhere", { loop }),
	startServer: (loop) => startServer(() => {}, "127.0.0.1", 0, { loop }),
	startUnixServer: (loop) => startUnixServer(() => {}, "/nowhere/at-all", { loop }),
	createSubprocessExec: (loop) => createSubprocessExec("true", { loop }),
	createSubprocessShell: (loop) => createSubprocessShell("true", { loop }),
};

for (const [name, call] of Object.entries(calls)) {
	test(`${name}: what is given as a loop, and is none, is refused by its name`, (t) => {
		for (const wrong of [5, "x", true, {}, () => {}, Symbol("s")]) {
			t.throws(() => call(wrong as never), {
				instanceOf: TypeError,
				message: /^Cannot [\w ]+: the loop must be an event loop, got /,
			});
		}
	});
}

test("waiting for a descriptor: what is given as a loop, and is none, is refused by its name", (t) => {
	using event = new EventFd();
	using timer = new TimerFd();
	using inotify = new Inotify();
	const waits = [
		(loop: never) => event.wait({ loop }),
		(loop: never) => timer.wait({ loop }),
		(loop: never) => inotify.readEvents({ loop }),
	];
	for (const wait of waits) {
		for (const wrong of [5, "x", {}]) {
			t.throws(() => wait(wrong as never), {
				instanceOf: TypeError,
				message: /^Cannot wait for a descriptor: the loop must be an event loop, got /,
			});
		}
	}
});
