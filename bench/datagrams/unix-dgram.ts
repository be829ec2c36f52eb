/** Unix datagrams with the addon unix-dgram, which hot-shots sends with. */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Arrivals, measureBursts, payload } from "./measure-bursts.js";

interface UnixSocket {
	bind(path: string): void;
	connect(path: string): void;
	send(data: Buffer): void;
	close(): void;
}

const addon = createRequire(import.meta.url)("unix-dgram") as {
	createSocket(type: "unix_dgram", received?: (data: Buffer) => void): UnixSocket;
};
const folder = mkdtempSync(join(tmpdir(), "evb-"));
const arrivals = new Arrivals();
const receiver = addon.createSocket("unix_dgram", () => arrivals.count());
receiver.bind(join(folder, "socket"));
const sender = addon.createSocket("unix_dgram");
sender.connect(join(folder, "socket"));

const figures = await measureBursts("Unix", (size) => {
	const all = arrivals.expect(size);
	for (let i = 0; i < size; i += 1) sender.send(payload);
	return all;
});
console.log(JSON.stringify(figures));
sender.close();
receiver.close();
rmSync(folder, { recursive: true });
