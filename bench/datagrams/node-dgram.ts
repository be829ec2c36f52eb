/** UDP with node:dgram. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { Arrivals, measureBursts, payload } from "./measure-bursts.js";

const arrivals = new Arrivals();
const receiver = createSocket("udp4", () => arrivals.count());
receiver.bind(0, "127.0.0.1");
await once(receiver, "listening");
const sender = createSocket("udp4");
sender.connect(receiver.address().port, "127.0.0.1");
await once(sender, "connect");

const figures = await measureBursts("UDP", (size) => {
	const all = arrivals.expect(size);
	for (let i = 0; i < size; i += 1) sender.send(payload);
	return all;
});
console.log(JSON.stringify(figures));
sender.close();
receiver.close();
