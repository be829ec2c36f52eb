/** Node's own setTimeout, with setImmediate for the turns. */
import { measureTimers } from "./measure-timers.js";

measureTimers({
	later: (milliseconds, callback) => setTimeout(callback, milliseconds),
	cancel: (timer) => clearTimeout(timer),
	soon: (callback) => setImmediate(callback),
});
