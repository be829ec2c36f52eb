/** A ring that is looked at again and again, with its bell quiet: nothing that comes meanwhile is overlooked. */
import test, { type ExecutionContext } from "ava";
import { ProactorEventLoop } from "../../../src/loop/index.js";
import type { Engine, RingDriver } from "../../../src/reactor/index.js";
import { nonBlockingPair } from "../../helpers/non-blocking-pair.js";
import { hasRing } from "../../helpers/ring.js";

/** A loop of which the kernel has a receive. */
async function receiving(t: ExecutionContext) {
	const loop = new ProactorEventLoop();
	t.teardown(() => loop.close());
	const engine = (loop as unknown as { scheduler: Engine<RingDriver> }).scheduler;
	const [near, far] = nonBlockingPair(t);
	const received = loop.sockRecv(near, 10).then(String);
	// It is handed in behind the microtasks.
	await new Promise(setImmediate);
	return { engine, driver: engine.driver, far, received };
}

test("RingDriver: looks out for what the ring has, and finds it with its bell quiet", async (t) => {
	if (!hasRing(t)) return;
	const { engine, driver, far, received } = await receiving(t);
	const { ring } = driver;
	t.false(driver.lookOut(0, 64));
	const { hasNews } = ring;
	let looks = 0;
	ring.hasNews = () => {
		looks += 1;
		if (looks === 2) far.send("x");
		return hasNews.call(ring);
	};
	t.true(driver.lookOut(1000, 64));
	t.is(looks, 2);
	ring.hasNews = hasNews;
	// It has rung no bell: whoever has found it takes the turn.
	engine.turn(0);
	t.is(await received, "x");
});

test("RingDriver: what comes just before the bell rings again is found", async (t) => {
	if (!hasRing(t)) return;
	const { engine, driver, far, received } = await receiving(t);
	const { ring } = driver;
	const { setQuiet } = ring;
	ring.setQuiet = (isQuiet) => {
		if (!isQuiet) far.send("x");
		setQuiet.call(ring, isQuiet);
	};
	t.true(driver.lookOut(0, 64));
	ring.setQuiet = setQuiet;
	engine.turn(0);
	t.is(await received, "x");
});

test("RingDriver: where it has looked out in vain, the bell rings", async (t) => {
	if (!hasRing(t)) return;
	const { driver, far, received } = await receiving(t);
	t.false(driver.lookOut(0, 64));
	far.send("x");
	t.is(await received, "x");
});
