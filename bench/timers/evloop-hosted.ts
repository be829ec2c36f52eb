/** The timers of a loop that lives inside Node's. */
import { getEventLoop } from "evloop";
import { measureTimers } from "./measure-timers.js";

const loop = getEventLoop();
measureTimers({
	later: (milliseconds, callback) => loop.callLater(milliseconds, callback),
	cancel: (timer) => timer.cancel(),
	soon: (callback) => loop.callSoon(callback),
});
