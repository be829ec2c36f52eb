/** Two endpoints of createDatagramEndpoint, as protocols are written. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatagramProtocol, type DatagramTransport, getEventLoop } from "evloop";
import { Arrivals, type Figures, type Kind, measureBursts, payload } from "./measure-bursts.js";

const loop = getEventLoop();

class Receiver extends DatagramProtocol {
	readonly arrivals = new Arrivals();

	override datagramReceived(): void {
		this.arrivals.count();
	}
}

async function measure(kind: Kind, address: readonly [string, number] | string): Promise<Figures> {
	const [receiver, { arrivals }] = await loop.createDatagramEndpoint(() => new Receiver(), {
		localAddr: address,
	});
	const remoteAddr = receiver.getExtraInfo("sockname");
	const [sender] = await loop.createDatagramEndpoint(() => new DatagramProtocol(), { remoteAddr });
	const figures = await measureBursts(kind, (size) => {
		const all = arrivals.expect(size);
		for (let i = 0; i < size; i += 1) (sender as DatagramTransport).sendto(payload);
		return all;
	});
	await sender[Symbol.asyncDispose]();
	await receiver[Symbol.asyncDispose]();
	return figures;
}

const folder = mkdtempSync(join(tmpdir(), "evb-"));
const udp = await measure("UDP", ["127.0.0.1", 0]);
const unix = await measure("Unix", join(folder, "socket"));
console.log(JSON.stringify({ ...udp, ...unix }));
rmSync(folder, { recursive: true });
