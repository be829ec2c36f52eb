/**
 * A reactor whose callbacks block, and how that ends.
 *
 *     node dist/examples/06-reactor/a-blocking-writes.js [limit]
 *
 * A client sends twice as many stars each time it may write. As soon as they are more than the kernel holds, sendall()
 * waits for the server to read, which waits for its turn in the same thread. A time limit, in milliseconds, tells.
 */
import { Socket, TimeoutError } from "evloop";
import { Reactor } from "./reactor.js";
import { startSink } from "./star-sink.js";

const [limit = "1000"] = process.argv.slice(2);
const reactor = new Reactor();
const client = new Socket();
client.connect(startSink(reactor).getsockname());
client.settimeout(Number(limit));

let stars = "*";
reactor.addWriter(client, () => {
	try {
		client.sendall(stars);
		console.log(`stars sent: ${stars.length}`);
		stars += stars;
	} catch (error) {
		if (!(error instanceof TimeoutError)) throw error;
		console.log(
			`stars to send: ${stars.length}; sendall hangs for ${limit} ms already, and nobody reads meanwhile`,
		);
		reactor.removeWriter(client);
		client.close();
	}
});
reactor.run();
