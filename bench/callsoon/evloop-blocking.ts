/** The chain on a loop that blocks the thread, as CPython's does. */
import { newEventLoop } from "evloop";
import { measureChain } from "./measure-chain.js";

const loop = newEventLoop();
measureChain(
	(callback) => loop.callSoon(callback),
	() => loop.stop(),
);
loop.runForeverSync();
loop.close();
