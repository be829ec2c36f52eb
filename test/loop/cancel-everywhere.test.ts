/** A task is cancelled at each of its waits, one after the other: nothing may stay behind. */
import { readdirSync } from "node:fs";
import test, { type ExecutionContext } from "ava";
import { CancelledError } from "../../src/errors.js";
import {
	AF_UNIX,
	allTasks,
	type Coroutine,
	Event,
	type EventLoop,
	Future,
	gather,
	Lock,
	newEventLoop,
	Queue,
	SOCK_DGRAM,
	Socket,
	shield,
	sleep,
	socketpair,
	timeout,
	wait,
} from "../../src/index.js";
import { eventually } from "../helpers/eventually.js";
import { OpenFile } from "../helpers/open-file.js";

/** Something to wait for: at once over, or never. */
type Wait = (stage: Stage, never: boolean) => Future<unknown> | Coroutine<unknown>;

/** What the waits are on; made by the task itself, closed in its finally. */
class Stage {
	readonly loop: EventLoop;
	readonly near: Socket;
	readonly far: Socket;
	readonly listener = new Socket(AF_UNIX);
	readonly datagrams = new Socket(AF_UNIX, SOCK_DGRAM);
	readonly lock = new Lock();
	readonly queue = new Queue<number>();
	readonly event = new Event();
	readonly name: string;

	constructor(loop: EventLoop, name: string) {
		this.loop = loop;
		this.name = name;
		[this.near, this.far] = socketpair();
		this.listener.bind(`\0${name}`);
		this.listener.listen(1);
		this.datagrams.bind(`\0${name}-datagrams`);
		for (const sock of this.sockets) sock.setblocking(false);
	}

	get sockets(): Socket[] {
		return [this.near, this.far, this.listener, this.datagrams];
	}

	close(): void {
		for (const sock of this.sockets) sock.close();
	}
}

const tooMuch = Buffer.alloc(16 * 1024 * 1024);

const waits: Readonly<Record<string, Wait>> = {
	sleep: (_stage, never) => sleep(never ? 1e6 : 1),
	sockRecv({ loop, near, far }, never) {
		if (!never) far.send("x");
		return loop.sockRecv(near, 1);
	},
	sockSendall: ({ loop, near }, never) => loop.sockSendall(near, never ? tooMuch : "x"),
	sockAccept({ loop, listener, name }, never) {
		if (!never) {
			using client = new Socket(AF_UNIX);
			client.connect(`\0${name}`);
		}
		return (function* () {
			const [connection] = yield* loop.sockAccept(listener);
			connection.close();
		})();
	},
	sockRecvfrom({ loop, datagrams, name }, never) {
		if (!never) {
			using sender = new Socket(AF_UNIX, SOCK_DGRAM);
			sender.sendto("x", `\0${name}-datagrams`);
		}
		return loop.sockRecvfrom(datagrams, 10);
	},
	waitReadable({ loop, near, far }, never) {
		if (!never) far.send("y");
		return loop.waitReadable(near);
	},
	waitWritable({ loop, listener, near }, never) {
		return never ? loop.waitReadable(listener) : loop.waitWritable(near);
	},
	lock({ lock, loop }, never) {
		if (never) return gather(lock.acquire(), lock.acquire());
		return loop.createTask(function* () {
			yield* lock.acquire();
			lock.release();
		});
	},
	queue({ queue }, never) {
		if (!never) queue.putNowait(1);
		return queue.get();
	},
	event({ event }, never) {
		if (!never) event.set();
		else event.clear();
		return event.wait();
	},
	task: ({ loop }, never) => loop.createTask(async () => await sleep(never ? 1e6 : 1)),
	gather: (_stage, never) => gather(sleep(1), sleep(never ? 1e6 : 1)),
	wait: ({ loop }, never) => wait([loop.createTask(() => sleep(never ? 50 : 1))]),
	shield: (_stage, never) => shield(sleep(never ? 50 : 1)),
	timeout: (_stage, never) =>
		timeout(2e6, function* () {
			yield* sleep(never ? 1e6 : 1);
		}),
};
const names = Object.keys(waits);

function* inGenerator(stage: Stage, last: number): Coroutine<void> {
	try {
		for (const [index, name] of names.entries())
			yield* waits[name]?.(stage, index === last) as Coroutine<unknown>;
	} finally {
		stage.close();
	}
}

async function inAsyncFunction(stage: Stage, last: number): Promise<void> {
	try {
		for (const [index, name] of names.entries()) {
			const waited = waits[name]?.(stage, index === last);
			// What is no future is a generator, which a task steps.
			await (waited instanceof Future ? waited : stage.loop.createTask(waited as Coroutine<unknown>));
		}
	} finally {
		stage.close();
	}
}

function openFiles(): number {
	try {
		return readdirSync("/proc/self/fd").length;
	} catch {
		return 0;
	}
}

const kinds = { "a generator": inGenerator, "an async function": inAsyncFunction };
/** In other modes threads that come and go have descriptors of their own. */
const isAlone = ["", "epoll"].includes(process.env.EVLOOP_TEST_MODE ?? "");

async function cancelAt(t: ExecutionContext, kind: keyof typeof kinds, last: number): Promise<void> {
	const files = openFiles();
	const loop = newEventLoop();
	const stage = new Stage(loop, `evloop-${process.pid}-${kind.length}-${last}-${t.title.length}`);
	const sockets = stage.sockets.map((sock) => new OpenFile(sock.fileno()));
	const run = kinds[kind];
	const task = loop.createTask(() => run(stage, last) as Promise<void>, { name: names[last] });
	// All is quiet when it has come to the wait that never ends: only that one, and what it has made, is left.
	let quiet = 0;
	await eventually("the wait that never ends", () => {
		quiet = loop.statistics().ready === 0 && !task.done() ? quiet + 1 : 0;
		return quiet > 5;
	});
	t.true(task.cancel());
	await t.throwsAsync(task, { instanceOf: CancelledError }, names[last]);
	// What shield and wait leave to itself comes to its end.
	await eventually("the rest", () => allTasks(loop).size === 0 && loop.statistics().timers === 0);
	t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false }, names[last]);
	loop.close();
	t.true(sockets.every((file) => file.copies() === 0));
	if (isAlone) t.is(openFiles(), files, names[last]);
}

for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
	test.serial(
		`${kind} of ${names.length} waits: cancelled at each of them, nothing is left behind`,
		async (t) => {
			for (const last of names.keys()) await cancelAt(t, kind, last);
		},
	);

	test.serial(`${kind} of ${names.length} waits: comes to its end where nobody cancels it`, async (t) => {
		const loop = newEventLoop();
		const stage = new Stage(loop, `evloop-${process.pid}-${kind.length}-all-${t.title.length}`);
		await loop.createTask(() => kinds[kind](stage, -1) as Promise<void>);
		t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
		loop.close();
	});
}
