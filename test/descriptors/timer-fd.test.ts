import test from "ava";
import { TimerSpec } from "../../src/ffi/index.js";
import {
	BlockingIOError,
	CLOCK_BOOTTIME,
	CLOCK_MONOTONIC,
	CLOCK_REALTIME,
	DefaultSelector,
	EVENT_READ,
	getEventLoop,
	NotImplementedError,
	TimerFd,
	ValueError,
} from "../../src/index.js";
import { isCloseOnExec } from "../helpers/descriptors.js";
import { made } from "./helpers/makers.js";
import { onEachGround } from "./helpers/on-each-ground.js";
import { pythonPeer } from "./helpers/python-peer.js";

onEachGround("TimerFd: settime gives what was set before, gettime what is set", (t, options) => {
	using timer = made(t, "TimerFd", () => new TimerFd(options));
	if (timer === undefined) return;
	t.deepEqual(timer.gettime(), [0, 0]);
	t.deepEqual(timer.settime(60_000.25, { interval: 1.5 }), [0, 0]);
	const [next, interval] = timer.gettime();
	t.true(next > 0 && next <= 60_000.25, String(next));
	t.is(interval, 1.5);
	const [before, period] = timer.settime(0);
	t.true(before > 0 && before <= next);
	t.is(period, 1.5);
	t.deepEqual(timer.gettime(), [0, 0]);
	t.throws(() => timer.read(), { instanceOf: BlockingIOError });
});

onEachGround("TimerFd: never ends early, and counts what nobody read", async (t, options) => {
	using timer = made(t, "TimerFd", () => new TimerFd(options));
	if (timer === undefined) return;
	const start = timer.now();
	timer.settime(12.3, { interval: 0.5 });
	const first = await timer.wait();
	t.true(timer.now() - start >= 12.3 + (first - 1) * 0.5);
	const end = timer.now() + 5;
	while (timer.now() < end);
	t.true(timer.read() >= 9);
});

onEachGround("TimerFd: the shortest time is a nanosecond, not none", async (t, options) => {
	using timer = made(t, "TimerFd", () => new TimerFd(options));
	if (timer === undefined) return;
	timer.settime(Number.MIN_VALUE);
	t.is(await timer.wait(), 1);
});

onEachGround("TimerFd: an interval of less than a nanosecond is one", async (t, options) => {
	using timer = made(t, "TimerFd", () => new TimerFd(options));
	if (timer === undefined) return;
	timer.settime(60_000, { interval: 1e-300 });
	t.is(timer.gettime()[1], 1e-6);
	timer.settime(1, { interval: 1e-300 });
	t.true(Number.isSafeInteger(await timer.wait()));
});

onEachGround("TimerFd: a moment of each clock", async (t, options, ground) => {
	for (const clock of [CLOCK_MONOTONIC, CLOCK_REALTIME, CLOCK_BOOTTIME]) {
		using timer = made(t, "TimerFd", () => new TimerFd({ ...options, clock }));
		if (timer === undefined) return;
		t.is(timer.clock, clock);
		const moment = timer.now() + 3;
		timer.settime(moment, { absolute: true, cancelOnSet: clock === CLOCK_REALTIME && ground === "kernel" });
		t.is(await timer.wait(), 1);
		t.true(timer.now() >= moment);
	}
	using day = new TimerFd({ ...options, clock: CLOCK_REALTIME });
	t.true(Math.abs(day.now() - Date.now()) < 10_000);
	day.settime(1, { absolute: true });
	t.is(await day.wait(), 1, "a moment long ago");
});

onEachGround("TimerFd: for await gives tick after tick, and ends where it is closed", async (t, options) => {
	using timer = made(t, "TimerFd", () => new TimerFd(options));
	if (timer === undefined) return;
	timer.settime(1, { interval: 1 });
	let ticks = 0;
	for await (const expirations of timer) {
		ticks += expirations;
		if (ticks >= 5) timer.close();
	}
	t.true(ticks >= 5);
	t.true(timer.closed);
});

onEachGround(
	"TimerFd: leaving the loop, or closing it while that waits, leaves nothing waiting",
	async (t, options) => {
		const timer = made(t, "TimerFd", () => new TimerFd(options));
		if (timer === undefined) return;
		timer.settime(1);
		for await (const expirations of timer) {
			t.is(expirations, 1);
			break;
		}
		const ticks = timer[Symbol.asyncIterator]();
		const next = ticks.next();
		timer.close();
		t.true((await next).done);
		t.true((await ticks.next()).done);
	},
);

onEachGround("TimerFd: a nanosecond's interval does not keep the loop from turning", async (t, options) => {
	using timer = made(t, "TimerFd", () => new TimerFd(options));
	if (timer === undefined) return;
	timer.settime(1, { interval: 1e-6 });
	let over = false;
	setTimeout(() => {
		over = true;
	}, 20);
	let ticks = 0;
	for await (const expirations of timer) {
		ticks += expirations;
		if (over) break;
	}
	t.true(ticks > 1000);
});

onEachGround("TimerFd: refuses times and clocks that are none", (t, options) => {
	using timer = made(t, "TimerFd", () => new TimerFd(options));
	if (timer === undefined) return;
	for (const time of [-1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
		t.throws(() => timer.settime(time), {
			instanceOf: ValueError,
			message: /Cannot settime: initial must be/,
		});
		t.throws(() => timer.settime(1, { interval: time }), { instanceOf: ValueError });
	}
	t.throws(() => timer.settime("1" as never), { instanceOf: TypeError });
	t.throws(() => timer.settime(1, { interval: null as never }), { instanceOf: TypeError });
	t.throws(() => timer.settime(1, { cancelOnSet: true }), { instanceOf: ValueError });
	t.throws(() => timer.settime(1, { absolute: true, cancelOnSet: true }), { instanceOf: ValueError });
	t.throws(() => new TimerFd({ ...options, clock: 99 }), { instanceOf: ValueError, message: /got 99/ });
	t.throws(() => new TimerFd({ clock: "x" as never }), { instanceOf: TypeError });
	t.deepEqual(timer.gettime(), [0, 0]);
	timer.settime(Number.MAX_SAFE_INTEGER);
	t.true(timer.gettime()[0] > 1e12);
	timer.close();
	t.throws(() => timer.settime(1), { code: "EBADF" });
	t.throws(() => timer.gettime(), { code: "EBADF" });
});

onEachGround("TimerFd: a stopped timer that had expired has nothing to read", async (t, options) => {
	using timer = made(t, "TimerFd", () => new TimerFd(options));
	if (timer === undefined) return;
	timer.settime(1e-6);
	await getEventLoop().waitReadable(timer);
	t.deepEqual(timer.settime(0), [0, 0]);
	t.throws(() => timer.read(), { instanceOf: BlockingIOError });
	timer.settime(1e-6, { interval: 60_000 });
	t.is(await timer.wait(), 1);
	const [next] = timer.gettime();
	t.true(next > 50_000 && next <= 60_000, String(next));
	timer.settime(60_000);
	t.throws(() => timer.read(), { instanceOf: BlockingIOError });
});

onEachGround("TimerFd: selectors see that it has expired", (t, options) => {
	using timer = made(t, "TimerFd", () => new TimerFd(options));
	if (timer === undefined) return;
	using selector = new DefaultSelector();
	selector.register(timer, EVENT_READ);
	t.deepEqual(selector.select(0), []);
	timer.settime(1);
	t.is(selector.select(20_000).length, 1);
	t.is(selector.select(0).length, 1, "until it is read");
	t.is(timer.read(), 1);
	t.deepEqual(selector.select(0), []);
});

onEachGround(
	"TimerFd: is closed on exec, and a kqueue does not tell when the clock is set",
	(t, options, ground) => {
		using timer = made(t, "TimerFd", () => new TimerFd({ ...options, clock: CLOCK_REALTIME }));
		if (timer === undefined) return;
		t.true(isCloseOnExec(timer.fileno()));
		const settime = () => timer.settime(Date.now() + 60_000, { absolute: true, cancelOnSet: true });
		if (ground === "kernel") t.deepEqual(settime(), [0, 0]);
		else
			t.throws(settime, { instanceOf: NotImplementedError, message: /does not tell when the clock is set/ });
		t.throws(() => new TimerFd({ kqueue: "x" as never }), {
			instanceOf: TypeError,
			message: /kqueue must be an object/,
		});
	},
);

test("TimerSpec: rounds up to whole nanoseconds, and carries", (t) => {
	const spec = new TimerSpec();
	for (const [milliseconds, nanoseconds] of [
		[0, 0],
		[1e-9, 1],
		[0.9999999, 1_000_000],
		[1.0000001, 1_000_001],
		[999.9999999, 1_000_000_000],
		[12_345.678, 12_345_678_000],
	] as const) {
		spec.set(milliseconds, 0);
		t.true(
			Math.round(spec.next * 1e6) >= nanoseconds && spec.next * 1e6 <= nanoseconds + 2,
			String(milliseconds),
		);
		t.is(spec.interval, 0);
	}
});

test("TimerFd: Python reads it, and sees what is set", async (t) => {
	using timer = made(t, "TimerFd", () => new TimerFd());
	if (timer === undefined) return;
	const loop = getEventLoop();
	const peer = pythonPeer(
		t,
		`
import select, struct
_, (fd,), _, _ = socket.recv_fds(sock, 10, 1)
select.select([fd], [], [])
ticks = struct.unpack("=Q", os.read(fd, 8))[0]
interval = os.timerfd_gettime(fd)[1] if hasattr(os, "timerfd_gettime") else 3600.0
os.set_blocking(fd, False)
sock.send(f"{ticks} {interval}".encode())
`,
	);
	if (peer === undefined) return;
	timer.settime(2, { interval: 3_600_000 });
	await loop.sockSendFds(peer.sock, ["t"], [timer]);
	t.is((await loop.sockRecv(peer.sock, 100)).toString(), "1 3600.0");
	const { code, stderr } = await peer.ended();
	t.is(code, 0, stderr);
});
