/** Generator tasks on a loop that blocks the thread. */
import { newEventLoop } from "evloop";
import { measureGenerators } from "./generator-tasks.js";
import { report } from "./report-tasks.js";

const loop = newEventLoop();
report(loop.runUntilCompleteSync(measureGenerators(loop)));
loop.close();
