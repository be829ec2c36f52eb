/**
 * Five child processes write to five pipes, one a second, and we print what they say: in as many ways as there are.
 *
 *     node dist/examples/01-five-pipes/main.js MODE [scale]
 *
 * The scale says how many milliseconds a second has. At the end stands how much processor time that took.
 */
import { awaiting } from "./async.js";
import { blocking } from "./blocking.js";
import { reads, startChildren } from "./child-pipe.js";
import { epoll } from "./epoll.js";
import { epollEt } from "./epoll-et.js";
import { generator } from "./generator.js";
import { kqueue } from "./kqueue.js";
import { loop } from "./loop.js";
import type { Mode } from "./mode.js";
import { nonblock } from "./nonblock.js";
import { poll } from "./poll.js";
import { select } from "./select.js";
import { selectors } from "./selectors.js";

const modes = new Map<string, Mode>([
	["blocking", blocking],
	["nonblock", nonblock],
	["select", select],
	["poll", poll],
	["epoll", epoll],
	["epoll-et", epollEt],
	["kqueue", kqueue],
	["selectors", selectors],
	["loop", loop],
	["async", awaiting],
	["generator", generator],
]);

const [name = "", scale = "1000", library] = process.argv.slice(2);
const mode = modes.get(name);
if (mode === undefined) {
	console.error(`Usage: main.js MODE [scale]\nMODE is one of ${[...modes.keys()].join(", ")}.`);
	process.exit(2);
}

const pipes = startChildren(Number(scale), name !== "blocking");
const before = process.cpuUsage();
await mode(pipes, { scale: Number(scale), library });
const { user, system } = process.cpuUsage(before);
console.log(`CPU time used: ${Math.round((user + system) / 1000)} ms, for ${reads} reads`);
