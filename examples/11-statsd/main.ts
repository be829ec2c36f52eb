/**
 * Metrics by hot-shots to an agent at a Unix datagram socket: nothing is dropped when the agent is slow, and an agent that
 * starts again is found again.
 *
 * Run it: `node dist/examples/11-statsd/main.js PATH [COUNT]`, where something receives datagrams at PATH, as
 * `socat -u UNIX-RECV:PATH -` does; or will receive them.
 */
import { StatsD } from "hot-shots";
import { datagramWriter } from "./datagram-writer.js";

const [path = "/tmp/agent", count = "10"] = process.argv.slice(2);
let isWaiting = false;
const stream = datagramWriter(path, ({ code }) => {
	if (!isWaiting) console.log(`nobody is there yet: ${code}`);
	isWaiting = true;
});
// hot-shots adds the end of the line, and 0 keeps it from joining several metrics to one datagram.
const client = new StatsD({ protocol: "stream", stream, maxBufferSize: 0 });
for (let i = 0; i < Number(count); i += 1) client.gauge("example", i);
await new Promise((resolve) => client.gauge("example.end", 1, resolve));
console.log(`${count} metrics and the last one are with the agent`);
client.close(() => {});
