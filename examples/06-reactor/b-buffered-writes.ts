/**
 * The same client and server with buffered writes: it does not hang any more. But nothing tells the client to slow down,
 * and what it has to say doubles in memory for ever, or here up to a limit.
 *
 *     node dist/examples/06-reactor/b-buffered-writes.js [limit]
 */
import { Socket } from "evloop";
import { BufferedWriter } from "./buffered-writer.js";
import { Reactor } from "./reactor.js";
import { startSink } from "./star-sink.js";

const [limit = String(2 ** 24)] = process.argv.slice(2);
const reactor = new Reactor();
const client = new Socket();
client.connect(startSink(reactor).getsockname());
const writer = new BufferedWriter(reactor, client);

function double(stars: string): void {
	if (stars.length > Number(limit)) {
		client.close();
		return;
	}
	const kept = writer.write(stars, () => double(stars + stars));
	console.log(`stars written: ${stars.length}, of which ${kept} wait in memory`);
}

double("*");
reactor.run();
