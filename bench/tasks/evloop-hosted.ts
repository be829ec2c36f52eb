/** Generator tasks on a loop that lives inside Node's. */
import { getEventLoop } from "evloop";
import { measureGenerators } from "./generator-tasks.js";
import { report } from "./report-tasks.js";

const loop = getEventLoop();
report(await loop.createTask(measureGenerators(loop)));
