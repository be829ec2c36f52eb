/** ALPNProtocols: what OpenSSL refuses ends the process in Node, so it is refused before. */
import test from "ava";
import { Protocol } from "../../../src/loop/index.js";
import { newLoop } from "../../helpers/new-loop.js";
import { nonBlockingPair } from "../../helpers/non-blocking-pair.js";

const shared = new Uint8Array(new SharedArrayBuffer(8));
const moved = new Uint8Array(8);
structuredClone(moved, { transfer: [moved.buffer] });

const wrong: readonly (readonly [unknown, RegExp])[] = [
	[[""], /^Cannot startTls: ALPNProtocols\[0\] must have 1 to 255 bytes, got 0$/],
	[["h2", "é".repeat(128)], /^Cannot startTls: ALPNProtocols\[1\] must have 1 to 255 bytes, got 256$/],
	[[null], /^Cannot startTls: ALPNProtocols\[0\] must be a string, got null$/],
	[[5], /^Cannot startTls: ALPNProtocols\[0\] must be a string, got /],
	[new Uint8Array(8), /^Cannot startTls: ALPNProtocols must be names with the length of each before it$/],
	[Buffer.from("\x03h2"), /^Cannot startTls: ALPNProtocols must be names with the length of each before it$/],
	[new DataView(new ArrayBuffer(8)), /^Cannot startTls: ALPNProtocols must be names with the length/],
	[shared, /^Cannot startTls: ALPNProtocols must be names with the length of each before it$/],
	[moved, /^Cannot startTls: ALPNProtocols must be (an array of names|names with)|^$/],
	["h2", /^Cannot startTls: ALPNProtocols must be an array of names, or their bytes, got "h2"$/],
	[null, /^Cannot startTls: ALPNProtocols must be an array of names, or their bytes, got null$/],
];

test("TLS: application protocols that are none are refused, and the connection stays as it was", async (t) => {
	const loop = newLoop(t);
	const [a, b] = nonBlockingPair(t);
	const [transport] = await loop.connectAcceptedSocket(() => new Protocol(), a);
	t.teardown(() => transport.abort());
	for (const [ALPNProtocols, message] of wrong) {
		t.throws(() => loop.startTls(transport, new Protocol(), { ALPNProtocols } as never), { message });
	}
	t.throws(() => loop.startTls(transport, new Protocol(), [] as never), {
		message: /^Cannot startTls: ssl must be true or an object of settings, got /,
	});
	transport.write("as before");
	t.is(String(await loop.sockRecv(b, 20)), "as before");
});

test("TLS: names and their bytes are taken", async (t) => {
	const loop = newLoop(t);
	for (const ALPNProtocols of [
		["h2", "http/1.1"],
		[],
		Buffer.from("\x02h2\x08http/1.1"),
		new Uint8Array(0),
	]) {
		const [a] = nonBlockingPair(t);
		const [transport] = await loop.connectAcceptedSocket(() => new Protocol(), a);
		const securing = loop.startTls(transport, new Protocol(), { ALPNProtocols } as never);
		transport.abort();
		await t.throwsAsync(securing.toPromise(), { message: /^(?!Cannot)/ });
	}
});
