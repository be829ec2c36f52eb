/** The timers of a loop that blocks the thread, as CPython's does. */
import { newEventLoop } from "evloop";
import { measureTimers } from "./measure-timers.js";

const loop = newEventLoop();
measureTimers(
	{
		later: (milliseconds, callback) => loop.callLater(milliseconds, callback),
		cancel: (timer) => timer.cancel(),
		soon: (callback) => loop.callSoon(callback),
	},
	() => loop.stop(),
);
loop.runForeverSync();
loop.close();
